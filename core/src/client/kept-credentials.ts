import { LogsError } from "../errors.ts";
import {
  type Credentials,
  type CredentialsContext,
  type CredentialsProvider,
  credentialsError,
} from "../signing/credentials.ts";

const refreshBefore = 300_000;
/** A provider that has not answered by then is asked again; one whose credentials are good is not asked more often. */
const patience = 30_000;

/** Credentials at hand. */
export interface KeptCredentials {
  /** @throws LogsError `CredentialsError` where the provider fails or gives what cannot be used */
  get(context: CredentialsContext): Credentials | Promise<Credentials>;
  /**
   * Forgets credentials that were refused, whatever their expiration says. Others, got in the meantime, are kept.
   * @returns whether there may be other credentials
   */
  forget(used: Credentials): boolean;
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
  let refused: Credentials | undefined;
  let asking: Promise<Credentials> | undefined;
  let askedAt = 0;
  let refreshedAt = -patience;

  const ask = async (context: CredentialsContext): Promise<Credentials> => {
    try {
      kept = usable(await source({ ...context, refused, forceRefresh: refused !== undefined }));
      refused = undefined;
      return kept;
    } catch (cause) {
      if (cause instanceof LogsError) throw cause;
      throw credentialsError(`the credentials provider failed: ${(cause as Error)?.message ?? cause} [LD1208]`, cause);
    }
  };

  return {
    get(context) {
      if (kept && isGoodFor(kept, refreshBefore)) return kept;
      const now = performance.now();
      const good = kept && isGoodFor(kept, 0);
      const soon = good && now - refreshedAt < patience;
      if (!soon && (!asking || now - askedAt > patience)) {
        askedAt = now;
        if (good) refreshedAt = now;
        const mine = ask(context).finally(() => {
          if (asking === mine) asking = undefined;
        });
        // The calls that wait for it get its error.
        mine.catch(() => {});
        asking = mine;
      }
      return (good ? kept : asking) as Credentials | Promise<Credentials>;
    },
    forget(used) {
      if (kept && isSame(kept, used)) {
        refused = kept;
        kept = undefined;
      }
      return true;
    },
  };
}

function isGoodFor({ expiration }: Credentials, milliseconds: number): boolean {
  return !(Number(new Date(expiration ?? Number.NaN)) < Date.now() + milliseconds);
}

function isSame(one: Credentials, other: Credentials): boolean {
  return one.accessKeyId === other.accessKeyId && one.sessionToken === other.sessionToken;
}

/**
 * Copies the credentials, so that they stay as they were checked. Refuses those that would break a header; their values
 * stay out of the message.
 */
function usable(given: Partial<Credentials> | undefined): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = given ?? {};
  const copy = { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined };
  for (const [member, value] of Object.entries(copy)) {
    if (/^[!-~]+$/.test(value ?? (member === "sessionToken" ? "none" : ""))) continue;
    throw credentialsError(
      `${member} of the credentials is ${value ? "malformed" : "missing"}; expected text without blanks [LD1209]`,
    );
  }
  return { ...copy, expiration } as Credentials;
}
