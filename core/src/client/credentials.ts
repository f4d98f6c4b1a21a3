import { LogsError } from "../errors.ts";

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

/** The environment of this process; empty where the runtime has none. */
export function environment(): Record<string, string | undefined> {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
}

/**
 * Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
 * @throws LogsError `UnrecognizedClientException` where one of the first two is missing
 */
export const fromEnvironment: CredentialsProvider = async () => {
  const env = environment();
  const accessKeyId = env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = env.AWS_SECRET_ACCESS_KEY;
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
    throw new LogsError(
      "UnrecognizedClientException",
      `${missing} is not set; set it, or give the client credentials: an object or a provider`,
    );
  }
  return { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN || undefined };
};

const refreshBefore = 300_000;

/**
 * Remembers what a provider gave, asks again five minutes before it expires, and asks once where many calls wait.
 */
export function remembered(source: Credentials | CredentialsProvider): CredentialsProvider {
  if (typeof source !== "function") return async () => source;
  let pending: Promise<Credentials> | undefined;
  let expires = 0;
  return () => {
    if (pending === undefined || Date.now() >= expires - refreshBefore) {
      expires = Infinity;
      pending = source().then(
        (credentials) => {
          expires = credentials.expiration?.getTime() ?? Infinity;
          return credentials;
        },
        (error: unknown) => {
          pending = undefined;
          throw error;
        },
      );
    }
    return pending;
  };
}
