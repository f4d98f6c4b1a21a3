import { readFileSync } from "node:fs";
import { environment } from "../../environment-variable.ts";
import { type Credentials, credentialsError } from "../../signing/credentials.ts";
import { parseMetadataCredentials, requestMetadata } from "./metadata-request.ts";
import { NotHere } from "./not-here.ts";

const relativeVariable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const fullVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
/** Where ECS answers. */
const ecs = "http://169.254.170.2";
/** The hosts that may be asked without TLS: this machine, ECS, and the agent of EKS. */
const plainHosts = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;

/** Whether the environment names an endpoint for the credentials of this container. */
export function isContainer(): boolean {
  return environment(relativeVariable) !== undefined || environment(fullVariable) !== undefined;
}

/**
 * The credentials of the container that this runs in, on ECS, EKS and others.
 *
 * @throws NotHere where the environment names no endpoint, or that gives none
 * @throws LogsError `CredentialsError` for a URL that is none, and for a file of the token that cannot be read
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function fromContainer(): Promise<Credentials> {
  const url = containerUrl();
  const token = authorizationToken();
  const headers: Record<string, string> = token === undefined ? {} : { authorization: token };
  const text = await requestMetadata(url, { headers, attempts: 4 }).catch((cause: Error) => {
    throw new NotHere(`${url.origin}${url.pathname} gave no credentials: ${cause.message}`, { cause });
  });
  const credentials = parseMetadataCredentials(text);
  if (!credentials) throw new NotHere(`${url.origin}${url.pathname} gave no credentials: the answer has another form`);
  return credentials;
}

/** The endpoint; the relative form wins, as in the AWS SDK. */
export function containerUrl(): URL {
  const relative = environment(relativeVariable);
  const full = environment(fullVariable);
  if (relative === undefined && full === undefined)
    throw new NotHere(`neither ${relativeVariable} nor ${fullVariable} is set`);
  const [variable, written] =
    relative === undefined ? [fullVariable, full as string] : [relativeVariable, `${ecs}${relative}`];
  if (!URL.canParse(written)) {
    const expected = relative === undefined ? "a URL" : "a path";
    throw credentialsError(`${variable} is ${JSON.stringify(relative ?? full)}; expected ${expected} [LD1704]`);
  }
  const url = new URL(written);
  if (url.protocol !== "https:" && !plainHosts.test(url.hostname)) {
    throw new NotHere(`${variable} leads to ${url.hostname}, which may be asked by https: alone`);
  }
  return url;
}

/** The file is read each time, since EKS renews the token in it. */
function authorizationToken(): string | undefined {
  const file = environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  const token = file === undefined ? environment("AWS_CONTAINER_AUTHORIZATION_TOKEN") : readToken(file);
  if (token !== undefined && /[\r\n]/.test(token))
    throw new NotHere("the container's authorization token has a line break in it");
  return token;
}

function readToken(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw credentialsError(
      `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is ${file}, which cannot be read: ${code} [LD1705]`,
      cause,
    );
  }
}
