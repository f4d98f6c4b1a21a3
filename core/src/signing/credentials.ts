import { environment } from "../environment-variable.ts";
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
 * @throws LogsError `CredentialsError` where one of the first two is missing
 */
export const fromEnvironment: CredentialsProvider = async () => {
  const accessKeyId = environment("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment("AWS_SECRET_ACCESS_KEY");
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, sessionToken: environment("AWS_SESSION_TOKEN") };
  }
  const missing = accessKeyId ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
  throw credentialsError(`${missing} is not set; set it, or give the client credentials [LD1207]`);
};

/** The error of credentials that are missing or cannot be used. Its message never shows them. */
export function credentialsError(message: string, cause?: unknown): LogsError {
  return new LogsError("CredentialsError", message, { cause });
}
