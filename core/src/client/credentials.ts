import { environment } from "../environment.ts";
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

/**
 * Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
 * @throws LogsError `UnrecognizedClientException` where one of the first two is missing
 */
export const fromEnvironment: CredentialsProvider = async () => {
  const accessKeyId = environment("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment("AWS_SECRET_ACCESS_KEY");
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, sessionToken: environment("AWS_SESSION_TOKEN") };
  }
  const missing = accessKeyId ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
  throw new LogsError("UnrecognizedClientException", `${missing} is not set; set it, or give the client credentials`);
};

const refreshBefore = 300_000;
/** A provider that has not answered by then is asked again by the next call. */
const patience = 30_000;

/**
 * Remembers what a provider gave, asks again five minutes before it expires, and asks once where many calls wait. While
 * a provider fails, credentials that are still good go on being used.
 */
export function remembered(source: Credentials | CredentialsProvider): CredentialsProvider {
  if (typeof source !== "function") return async () => source;
  let known: Credentials | undefined;
  let asking: { since: number; answer: Promise<Credentials> } | undefined;

  const goodFor = (milliseconds: number): boolean =>
    known !== undefined && !(Number(known.expiration ?? Infinity) < Date.now() + milliseconds);

  const ask = async (): Promise<Credentials> => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = (await source()) ?? {};
    if (!accessKeyId || !secretAccessKey) {
      throw new TypeError("the credentials provider gave no accessKeyId or no secretAccessKey");
    }
    known = { accessKeyId, secretAccessKey, sessionToken, expiration: expiration && new Date(expiration) };
    return known;
  };

  return async () => {
    if (known && goodFor(refreshBefore)) return known;
    if (!asking || performance.now() - asking.since > patience) asking = { since: performance.now(), answer: ask() };
    const mine = asking;
    try {
      return await mine.answer;
    } catch (error) {
      if (known && goodFor(0)) return known;
      throw error;
    } finally {
      if (asking === mine) asking = undefined;
    }
  };
}
