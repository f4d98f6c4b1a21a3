import { clockAhead } from "../client/clock.ts";
import { type AwsService, type EndpointOptions, resolveEndpoint, resolveRegion } from "../client/endpoint.ts";
import type { Outcome } from "../client/failure.ts";
import { fetchFailure } from "../client/fetch-failure.ts";
import { retrying } from "../client/retry.ts";
import type { Fetch } from "../client/transport.ts";
import type { LogsError } from "../errors.ts";
import { type Credentials, credentialsError } from "../signing/credentials.ts";
import { SigV4 } from "../signing/sigv4.ts";

/** What a session is called where nobody names it: by when it was made. */
export const defaultSessionName = (): string => `log-destinations-${Date.now()}`;

export const stsService: AwsService = { host: "sts", variable: "AWS_ENDPOINT_URL_STS" };

/** A call of the Security Token Service that gives credentials. */
export interface StsCall {
  readonly action: "AssumeRole" | "AssumeRoleWithWebIdentity";
  /** The members of the request; what is `undefined` is left out. */
  readonly parameters: { readonly RoleArn: string } & Readonly<Record<string, string | number | undefined>>;
  readonly region: string;
  readonly endpoint?: EndpointOptions | undefined;
  readonly fetch?: Fetch | undefined;
  /** Gets what the call is signed with; it is not signed where this is left out. */
  readonly source?: (() => Credentials | Promise<Credentials>) | undefined;
}

/** Codes that a later attempt may not meet again. */
const transient = /^(Throttl|RequestLimitExceeded|TooManyRequests|IDPCommunicationError|PriorRequestNotComplete)/;

/** Codes for a signature whose time is too early or too late, or that is wrong for another reason. */
const skewed = /^(SignatureDoesNotMatch|RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)/;

/** @throws LogsError `CredentialsError` where STS refuses or does not answer; its `cause` has the code of STS */
export async function callSts({
  action,
  parameters,
  region,
  endpoint,
  fetch: given,
  source,
}: StsCall): Promise<Credentials> {
  const url = resolveEndpoint(stsService, resolveRegion({ region }), endpoint ?? {});
  const send = given ?? ((to, init) => fetch(to, init));
  const form = new URLSearchParams({ Action: action, Version: "2011-06-15" });
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.set(name, String(value));
  const body = form.toString();
  /** Milliseconds that the clock of STS is ahead of this one, where they are too far apart to sign. */
  let clockOffset = 0;
  try {
    const { expiration, ...session } = await retrying({})(action, undefined, {
      sign: async () => {
        const date = new Date(Date.now() + clockOffset);
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        if (!source) return { date, headers };
        const request = { method: "POST", url, headers, body };
        const scope = { credentials: source, region, service: "sts", date };
        return { date, headers: { ...headers, ...(await new SigV4().sign(request, scope)) } };
      },
      send: async ({ date, headers }, signal) => {
        try {
          const answer = await send(url.href, { method: "POST", headers, body, signal, redirect: "manual" });
          const outcome = readAnswer(answer.status, await answer.text());
          if (!(outcome.failure && source && skewed.test(outcome.failure.code))) return outcome;
          const ahead = clockAhead(answer.headers, date);
          if (ahead === undefined) return outcome;
          clockOffset = ahead;
          return { failure: { ...outcome.failure, retryable: true, mended: "clock" } };
        } catch (thrown) {
          return { failure: fetchFailure(url.origin, undefined, thrown) };
        }
      },
    });
    // By this machine's clock, which says when the session is to be renewed.
    return { ...session, ...(expiration && { expiration: new Date(expiration.getTime() - clockOffset) }) };
  } catch (cause) {
    const { code, message } = cause as LogsError;
    if (code === "CredentialsError") throw cause;
    throw credentialsError(`${action} of ${parameters.RoleArn} failed: ${code}: ${message} [LD1214]`, cause);
  }
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Reads the XML of STS, whose values are flat and without attributes. */
function readAnswer(status: number, text: string): Outcome<Credentials> {
  const read = (name: string): string | undefined =>
    new RegExp(`<${name}>([^<]*)</${name}>`)
      .exec(text)?.[1]
      ?.trim()
      .replace(/&(amp|lt|gt|quot|apos);/g, (_, entity) => entities[entity] as string);
  const accessKeyId = read("AccessKeyId");
  const secretAccessKey = read("SecretAccessKey");
  if (status === 200 && accessKeyId && secretAccessKey) {
    const end = read("Expiration");
    return {
      result: {
        accessKeyId,
        secretAccessKey,
        sessionToken: read("SessionToken"),
        ...(end && { expiration: new Date(end) }),
      },
    };
  }
  const code = read("Code") ?? "InvalidResponse";
  // What follows the first line can be the request as STS signs it, with the session token in it.
  const [message = `HTTP status ${status}`] = (read("Message") ?? "").split("\n").filter(Boolean);
  return { failure: { code, message, status, retryable: status >= 500 || status === 429 || transient.test(code) } };
}
