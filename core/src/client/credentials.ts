import { environment } from "../environment.ts";
import { isLogsError, LogsError } from "../errors.ts";

/** An access key, in the shape that the AWS SDK uses. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string | undefined;
  /** When temporary credentials end; a provider is asked for new ones five minutes earlier. */
  readonly expiration?: Date | undefined;
}

/** Gets credentials when they are needed; every provider of `@aws-sdk/credential-providers` is one. */
export type CredentialsProvider = () => Promise<Credentials>;

/**
 * Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
 * @throws LogsError `CredentialsError` where one of the first two is missing
 */
export const fromEnvironment: CredentialsProvider = async () => {
  const accessKeyId = environment("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment("AWS_SECRET_ACCESS_KEY");
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, sessionToken: environment("AWS_SESSION_TOKEN") };
  }
  const missing = accessKeyId ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
  throw unusable(`${missing} is not set; set it, or give the client credentials`);
};

const refreshBefore = 300_000;
/** A provider that has not answered by then is asked again by the next call. */
const patience = 30_000;

/**
 * Keeps what a provider gave, asks again five minutes before it expires, and asks once where many calls wait. Calls do
 * not wait, and a provider that fails does not stop them, while the credentials at hand are still good.
 */
export class KeptCredentials {
  readonly #provider: CredentialsProvider | undefined;
  #kept: Credentials | undefined;
  #asking: Promise<Credentials> | undefined;
  #askedAt = 0;

  /** @throws LogsError `CredentialsError` for credentials that cannot be used */
  constructor(source: Credentials | CredentialsProvider) {
    if (typeof source === "function") this.#provider = source;
    else this.#kept = usable(source);
  }

  /** @throws LogsError `CredentialsError` where the provider fails or gives what cannot be used */
  readonly get = (): Credentials | Promise<Credentials> => {
    const kept = this.#kept;
    if (kept && (!this.#provider || isGoodFor(kept, refreshBefore))) return kept;
    if (!this.#asking || performance.now() - this.#askedAt > patience) {
      this.#askedAt = performance.now();
      const asking = this.#ask().finally(() => {
        if (this.#asking === asking) this.#asking = undefined;
      });
      // Whoever waits for it hears of its failure.
      asking.catch(() => {});
      this.#asking = asking;
    }
    return kept && isGoodFor(kept, 0) ? kept : this.#asking;
  };

  /**
   * Takes the kept credentials for no longer good, whatever time they came with.
   * @returns whether there may be others
   */
  forget(): boolean {
    if (this.#provider) this.#kept = undefined;
    return this.#provider !== undefined;
  }

  async #ask(): Promise<Credentials> {
    let given: Credentials | undefined;
    try {
      given = await this.#provider?.();
    } catch (cause) {
      if (isLogsError(cause)) throw cause;
      throw unusable(`the credentials provider failed: ${(cause as Error)?.message ?? cause}`, cause);
    }
    this.#kept = usable(given);
    return this.#kept;
  }
}

function isGoodFor({ expiration }: Credentials, milliseconds: number): boolean {
  return !(Number(new Date(expiration ?? Number.NaN)) < Date.now() + milliseconds);
}

/** Refuses what would break a header. What is in it stays out of the messages. */
function usable(given: Partial<Credentials> | undefined): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = given ?? {};
  for (const [member, value] of Object.entries({ accessKeyId, secretAccessKey, sessionToken: sessionToken || "-" })) {
    if (/^[!-~]+$/.test(value ?? "")) continue;
    throw unusable(
      `${member} of the credentials is ${value ? "malformed" : "missing"}; expected text without white space`,
    );
  }
  return given as Credentials;
}

function unusable(message: string, cause?: unknown): LogsError {
  return new LogsError("CredentialsError", message, { cause });
}
