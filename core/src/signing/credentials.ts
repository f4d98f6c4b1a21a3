import { environment } from "../environment-variable.ts";
import { LogsError } from "../errors.ts";

/** An access key, in the shape that the AWS SDK uses. */
export interface Credentials {
  /** Names the key: `AKIA…`, or `ASIA…` for a temporary one. */
  readonly accessKeyId: string;
  /** The secret of the key. It is never sent. */
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string | undefined;
  /** When temporary credentials end; a provider is asked for new ones five minutes earlier. */
  readonly expiration?: Date | undefined;
}

/** What a provider is told about the client that needs credentials. Providers of the AWS SDK read it too. */
export interface CredentialsContext {
  /** The client's Region: where STS is asked, if the provider asks it. */
  readonly region: string;
  /** The credentials that the service takes for expired, where new ones are needed although their time is not over. */
  readonly refused?: Credentials | undefined;
  /** Whether there are such: then providers of the AWS SDK do not give those again. */
  readonly forceRefresh?: boolean;
  /** The Region in the form of the AWS SDK. */
  readonly callerClientConfig: { region(): Promise<string> };
}

/** Gets credentials when they are needed; every provider of `@aws-sdk/credential-providers` is one. */
export type CredentialsProvider = (context: CredentialsContext) => Promise<Credentials>;

/** Credentials by the types of the AWS SDK, which tell a member that is absent from one that is `undefined`. */
export interface ProvidedCredentials extends Credentials {
  /** Of a temporary key; absent for a lasting one. */
  readonly sessionToken?: string;
  /** When a temporary key ends; absent for one that does not end, or whose end nobody gave. */
  readonly expiration?: Date;
}

/** A provider that can do without a client's context, so it serves clients of the AWS SDK too. */
export type StandaloneProvider = (context?: Partial<CredentialsContext>) => Promise<ProvidedCredentials>;

/**
 * The key in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
 * @param describe says what to do where a variable is missing
 * @throws LogsError `CredentialsError` where one of the first two is missing
 */
export async function keyInEnvironment(
  describe = (missing: string): string => `${missing} is not set; give credentials`,
): Promise<ProvidedCredentials> {
  const accessKeyId = environment("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment("AWS_SECRET_ACCESS_KEY");
  if (accessKeyId && secretAccessKey) {
    const credentials: Credentials = { accessKeyId, secretAccessKey, sessionToken: environment("AWS_SESSION_TOKEN") };
    return credentials as ProvidedCredentials;
  }
  const missing = accessKeyId ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
  throw credentialsError(`${describe(missing)} [LD1207]`);
}

/** Variables that say that the credentials are elsewhere, where only a file or another service has them. */
const elsewhere = [
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
] as const;

/**
 * Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
 * @throws LogsError `CredentialsError` where one of the first two is missing. It names a variable that says that there are
 * credentials elsewhere.
 */
export const fromEnvironment: StandaloneProvider = (): Promise<ProvidedCredentials> =>
  keyInEnvironment((missing) => {
    const other = elsewhere.find(environment);
    const set = other ? `, but ${other} is` : "";
    return `${missing} is not set${set}; give the client credentials, such as fromDefaultChain() of @log-destinations/core/node`;
  });

/** The error of credentials that are missing or cannot be used. Its message never shows them. */
export function credentialsError(message: string, cause?: unknown): LogsError {
  return new LogsError("CredentialsError", message, { cause });
}
