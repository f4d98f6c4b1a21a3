import { environment } from "../../environment-variable.ts";
import type { Credentials } from "../../signing/credentials.ts";
import type { Section } from "./ini.ts";
import { MetadataStatus, parseMetadataCredentials, requestMetadata } from "./metadata-request.ts";
import { NotHere } from "./not-here.ts";

const endpoints: Readonly<Record<string, string>> = {
  IPv4: "http://169.254.169.254",
  IPv6: "http://[fd00:ec2::254]",
};
const path = "/latest/meta-data/iam/security-credentials/";
const tokenHeader = "x-aws-ec2-metadata-token";
const longestToken = "21600";
/** While an instance's credentials cannot be renewed, the old ones are used on: services may still take them. */
const extension = 300_000;

/**
 * The credentials of the role of this EC2 instance, by version 2 of its metadata service; by version 1 only where that
 * refuses a token, and where the environment and the profile do not forbid it.
 *
 * @param settings the settings of the profile
 * @throws NotHere where the service is switched off, does not answer, or has no credentials
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
 */
export function instanceMetadata(): (settings: Section) => Promise<Credentials> {
  let past: Credentials | undefined;
  return async (settings) => {
    const disabled = environment("AWS_EC2_METADATA_DISABLED");
    if (disabled && disabled !== "false") throw new NotHere("AWS_EC2_METADATA_DISABLED is set");
    try {
      past = await ask(endpointOf(settings), settings);
    } catch (error) {
      if (!past) throw error;
    }
    return isOver(past) ? { ...past, expiration: new Date(Date.now() + extension * (1 + Math.random())) } : past;
  };
}

async function ask(endpoint: string, settings: Section): Promise<Credentials> {
  const at = (where: string): URL => new URL(where, endpoint);
  try {
    const headers = await tokenHeaders(at("/latest/api/token"), settings);
    const role = (await requestMetadata(at(path), { headers })).trim();
    const credentials = parseMetadataCredentials(await requestMetadata(at(path + role), { headers }));
    if (credentials) return credentials;
  } catch (cause) {
    if (cause instanceof NotHere) throw cause;
    throw new NotHere(`${endpoint} gave no credentials: ${(cause as Error).message}`, { cause });
  }
  throw new NotHere(`${endpoint} gave no credentials: the answer has another form`);
}

async function tokenHeaders(url: URL, settings: Section): Promise<Record<string, string>> {
  try {
    const headers = { "x-aws-ec2-metadata-token-ttl-seconds": longestToken };
    return { [tokenHeader]: await requestMetadata(url, { method: "PUT", headers }) };
  } catch (cause) {
    if (cause instanceof MetadataStatus && cause.status === 400) throw cause;
    const forbidden = environment("AWS_EC2_METADATA_V1_DISABLED") ?? settings.ec2_metadata_v1_disabled;
    if (!forbidden || forbidden === "false") return {};
    const message = `${url.origin} gave no token: ${(cause as Error).message}; version 1 is switched off`;
    throw new NotHere(message, { cause });
  }
}

function endpointOf(settings: Section): string {
  const given = environment("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? settings.ec2_metadata_service_endpoint;
  const mode = environment("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE") ?? settings.ec2_metadata_service_endpoint_mode;
  const endpoint = given ?? endpoints[mode ?? "IPv4"];
  if (endpoint !== undefined && URL.canParse(endpoint)) return endpoint;
  throw new NotHere(
    `the endpoint of the instance's metadata is ${JSON.stringify(given ?? mode)}; expected a URL, IPv4 or IPv6`,
  );
}

function isOver({ expiration }: Credentials): boolean {
  return expiration !== undefined && expiration.getTime() < Date.now();
}
