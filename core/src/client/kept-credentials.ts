import { LogsError } from "../errors.ts";
import { type Credentials, type CredentialsProvider, credentialsError } from "../signing/credentials.ts";

const refreshBefore = 300_000;
/** A provider that has not answered by then is asked again by the next call. */
const patience = 30_000;

/** Credentials at hand. */
export interface KeptCredentials {
  /** @throws LogsError `CredentialsError` where the provider fails or gives what cannot be used */
  get(): Credentials | Promise<Credentials>;
  /**
   * Forgets the credentials at hand, whatever their expiration says.
   * @returns whether there may be other credentials
   */
  forget(): boolean;
}

/**
 * Keeps what a provider gives, asks again five minutes before it expires, and asks once where many calls wait. Calls do
 * not wait, and a provider that fails does not stop them, while the credentials at hand are still good.
 *
 * @throws LogsError `CredentialsError` for credentials that cannot be used
 */
export function keepCredentials(source: Credentials | CredentialsProvider): KeptCredentials {
  if (typeof source !== "function") {
    const given = usable(source);
    return { get: () => given, forget: () => false };
  }
  let kept: Credentials | undefined;
  let asking: Promise<Credentials> | undefined;
  let askedAt = 0;

  const ask = async (): Promise<Credentials> => {
    try {
      kept = usable(await source());
      return kept;
    } catch (cause) {
      if (cause instanceof LogsError) throw cause;
      throw credentialsError(`the credentials provider failed: ${(cause as Error)?.message ?? cause} [LD1208]`, cause);
    }
  };

  return {
    get() {
      if (kept && isGoodFor(kept, refreshBefore)) return kept;
      if (!asking || performance.now() - askedAt > patience) {
        askedAt = performance.now();
        const mine = ask().finally(() => {
          if (asking === mine) asking = undefined;
        });
        // Whoever waits for it hears of its failure.
        mine.catch(() => {});
        asking = mine;
      }
      return kept && isGoodFor(kept, 0) ? kept : asking;
    },
    forget() {
      kept = undefined;
      return true;
    },
  };
}

function isGoodFor({ expiration }: Credentials, milliseconds: number): boolean {
  return !(Number(new Date(expiration ?? Number.NaN)) < Date.now() + milliseconds);
}

/** Refuses what would break a header. What is in it stays out of the messages. */
function usable(given: Partial<Credentials> | undefined): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = given ?? {};
  for (const [member, value] of Object.entries({ accessKeyId, secretAccessKey, sessionToken: sessionToken || "-" })) {
    if (/^[!-~]+$/.test(value ?? "")) continue;
    throw credentialsError(
      `${member} of the credentials is ${value ? "malformed" : "missing"}; expected text without blanks [LD1209]`,
    );
  }
  return given as Credentials;
}
