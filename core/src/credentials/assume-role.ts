import { isRoleArn } from "../arn.ts";
import { type EndpointOptions, resolveRegion } from "../client/endpoint.ts";
import { type KeptCredentials, keepCredentials } from "../client/kept-credentials.ts";
import type { Fetch } from "../client/transport.ts";
import { isLogsError } from "../errors.ts";
import { refuseUnknown, wholeNumber } from "../options.ts";
import {
  type Credentials,
  type CredentialsContext,
  type CredentialsProvider,
  fromEnvironment,
  type StandaloneProvider,
} from "../signing/credentials.ts";
import { regionOf, shareSession } from "./shared-session.ts";
import { callSts, defaultSessionName } from "./sts.ts";

/** Options of {@link assumeRole}, by the members of AssumeRole. */
export interface AssumeRoleOptions extends EndpointOptions {
  /** The role: `arn:aws:iam::222233334444:role/log-reader`. */
  roleArn: string;
  /**
   * What the session is called in logs of CloudTrail.
   * @default `log-destinations-` and the milliseconds since 1970
   */
  roleSessionName?: string | undefined;
  /** What the role's trust policy asks for in `sts:ExternalId`. */
  externalId?: string | undefined;
  /**
   * Seconds that the session lasts, 900 to 43200; at most what the role allows.
   * @default 3600
   */
  durationSeconds?: number | undefined;
  /** A policy, as JSON, that the session is confined to, beside the role's own. */
  policy?: string | undefined;
  /**
   * Who assumes the role.
   * @default {@link fromEnvironment}
   */
  credentials?: Credentials | CredentialsProvider | undefined;
  /**
   * The Region whose STS is asked.
   * @default that of the client that needs the credentials first
   */
  region?: string | undefined;
  /**
   * The URL of STS.
   * @default `AWS_ENDPOINT_URL_STS`, then `AWS_ENDPOINT_URL` of the environment, then the Region's own
   */
  endpoint?: string | URL | undefined;
  /**
   * The function that sends requests to STS.
   * @default the global `fetch`
   */
  fetch?: Fetch | undefined;
}

const known: Record<keyof AssumeRoleOptions, true> = {
  roleArn: true,
  roleSessionName: true,
  externalId: true,
  durationSeconds: true,
  policy: true,
  credentials: true,
  region: true,
  endpoint: true,
  useFipsEndpoint: true,
  useDualstackEndpoint: true,
  fetch: true,
};

/**
 * The credentials of a role. The session is kept and renewed before it ends. All clients that share the provider share
 * its session: for a fleet, make one provider for each account, and give it to the clients of all Regions.
 *
 * @throws TypeError for an unknown or wrong option
 * @throws LogsError `CredentialsError` with a call, where STS refuses
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @example
 * const roles = new Map(accounts.map((id) => [id, assumeRole({ roleArn: `arn:aws:iam::${id}:role/log-reader` })]));
 */
export function assumeRole(options: AssumeRoleOptions): StandaloneProvider {
  refuseUnknown(options, known);
  const { roleArn, roleSessionName, externalId, durationSeconds, policy, credentials, fetch } = options;
  if (!isRoleArn(roleArn)) {
    throw new TypeError(
      `roleArn is ${JSON.stringify(roleArn)}; expected the ARN of a role, such as arn:aws:iam::222233334444:role/log-reader [LD1215]`,
    );
  }
  wholeNumber("durationSeconds", durationSeconds, 900, 43_200);
  const sources = keepCredentials(credentials ?? fromEnvironment);

  return shareSession(async (context) => {
    const region = resolveRegion({ region: options.region ?? (await regionOf(context)) });
    const parameters = {
      RoleArn: roleArn,
      RoleSessionName: roleSessionName ?? defaultSessionName(),
      ExternalId: externalId,
      DurationSeconds: durationSeconds,
      Policy: policy,
    };
    return withSource(sources, context, (source) =>
      callSts({ action: "AssumeRole", parameters, region, endpoint: options, fetch, source }),
    );
  });
}

/** Calls with the source credentials, and once more with new ones where STS takes those for expired. */
async function withSource(
  sources: KeptCredentials,
  context: Partial<CredentialsContext>,
  call: (source: () => Promise<Credentials>) => Promise<Credentials>,
): Promise<Credentials> {
  let used: Credentials | undefined;
  const source = async (): Promise<Credentials> => {
    used = await sources.get(context as CredentialsContext);
    return used;
  };
  try {
    return await call(source);
  } catch (error) {
    const { cause } = error as Error;
    const expired = isLogsError(cause) && /^ExpiredToken/.test(cause.code);
    if (!expired || !used || !sources.forget(used)) throw error;
    return call(source);
  }
}
