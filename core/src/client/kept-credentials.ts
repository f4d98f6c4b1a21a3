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
 * Keeps the credentials of a provider. The provider is asked again five minutes before they expire, and once where many
 * calls wait. While the credentials at hand are good, calls do not wait, and a failing provider does not stop them.
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
        // The calls that wait for it get its error.
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

/** Refuses credentials that would break a header. Their values stay out of the message. */
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
