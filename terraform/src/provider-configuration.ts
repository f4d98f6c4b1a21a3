import { parseArn, type Tags } from "@log-destinations/core";
import { accountIdPattern } from "@log-destinations/core/service";
import { Failure } from "./failure.ts";
import { optionalText } from "./protocol/attributes.ts";
import { type Diagnostic, severity } from "./protocol/messages.ts";
import { hasUnknown, isGiven, unknown, type Value, type Values, withoutNulls } from "./protocol/types.ts";

/** What an instance of the provider is: one account and Region. `undefined` is unknown until something is applied. */
export interface Configuration {
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** The role that it assumed. */
  readonly callerArn: string | undefined;
  readonly defaultTags: Tags | undefined;
}

/** What a command that runs terraform has in its environment. */
export interface ProviderEnvironment {
  /** Where the local service listens. */
  readonly url: string;
  readonly accessKeyId: string;
  readonly region: string | undefined;
  /** The account of an access key, of twelve digits or declared. */
  readonly accountOf: (accessKeyId: string) => string | undefined;
}

/** Arguments that say how AWS is reached, which means nothing here. */
const idle = new Set([
  "custom_ca_bundle",
  "ec2_metadata_service_endpoint",
  "ec2_metadata_service_endpoint_mode",
  "http_proxy",
  "https_proxy",
  "insecure",
  "max_retries",
  "no_proxy",
  "retry_mode",
  "s3_us_east_1_regional_endpoint",
  "s3_use_path_style",
  "skip_credentials_validation",
  "skip_metadata_api_check",
  "skip_region_validation",
  "skip_requesting_account_id",
  "sts_region",
  "token_bucket_rate_limiter_capacity",
  "use_dualstack_endpoint",
  "use_fips_endpoint",
]);
/** Arguments that say which account and Region it is, and what goes on every resource. */
const heeded = new Set([
  "access_key",
  "allowed_account_ids",
  "assume_role",
  "assume_role_with_web_identity",
  "default_tags",
  "endpoints",
  "forbidden_account_ids",
  "profile",
  "region",
  "secret_key",
  "token",
]);

/**
 * Reads a `provider "aws"` block.
 * @throws Failure where it points at anything but the local service, and where its account cannot be told
 */
export function readConfiguration(config: Values, environment: ProviderEnvironment): Configuration {
  refuseOtherEndpoints(config, environment.url);
  const region = config.region === unknown ? undefined : (optionalText(config, "region") ?? environment.region);
  if (region === undefined && config.region !== unknown) {
    throw new Failure(
      "the provider has no region",
      "Give it one, or set AWS_REGION in front of the command.",
      "region",
    );
  }
  const { account, callerArn } = readIdentity(config, environment);
  refuseAccounts(config, account);
  return { account, region, callerArn, defaultTags: readDefaultTags(config) };
}

function readDefaultTags(config: Values): Tags | undefined {
  const [block] = (config.default_tags ?? []) as readonly Values[];
  if (block && hasUnknown(block)) return undefined;
  return withoutNulls((block?.tags ?? {}) as Values) as Tags;
}

/** What the block says that has no effect here. */
export function warnings(config: Values): Diagnostic[] {
  const given = Object.keys(config).filter((name) => isGiven(config[name]) && !idle.has(name) && !heeded.has(name));
  if (given.length === 0) return [];
  return [
    {
      severity: severity.warning,
      summary: `not modelled by the local service: ${given.join(", ")}`,
      detail: "What the provider is told there has no effect on this run.",
    },
  ];
}

function readIdentity(
  config: Values,
  { accessKeyId, accountOf }: ProviderEnvironment,
): Pick<Configuration, "account" | "callerArn"> {
  // Roles can be chained; who calls is the last.
  const role = ((config.assume_role ?? []) as readonly Values[]).at(-1);
  const webRole = ((config.assume_role_with_web_identity ?? []) as readonly Values[]).at(-1);
  const assumed = role ?? webRole;
  if (assumed?.role_arn === unknown) return { account: undefined, callerArn: undefined };
  const roleArn = assumed && optionalText(assumed, "role_arn");
  if (assumed && roleArn !== undefined) {
    const arn = parseArn(roleArn);
    if (arn?.service !== "iam" || !accountIdPattern.test(arn.account) || !arn.resource.startsWith("role/")) {
      throw new Failure(
        `role_arn is ${JSON.stringify(roleArn)}`,
        "Expected the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME.",
        role ? "assume_role" : "assume_role_with_web_identity",
      );
    }
    const name = arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
    const session = optionalText(assumed, "session_name") ?? "terraform";
    return {
      account: arn.account,
      callerArn: `arn:${arn.partition}:sts::${arn.account}:assumed-role/${name}/${session}`,
    };
  }
  if (config.access_key === unknown) return { account: undefined, callerArn: undefined };
  if (isGiven(config.profile) && !isGiven(config.access_key)) {
    throw new Failure(
      "profile does not say which account it is",
      "Profiles are not looked at, so that no real credentials are read. For this run give assume_role with a role_arn, " +
        "or an access_key of twelve digits, which is that account.",
      "profile",
    );
  }
  const given = optionalText(config, "access_key");
  const account = accountOf(given ?? accessKeyId);
  if (account === undefined) {
    throw new Failure(
      "access_key belongs to no account",
      "Expected twelve digits, which are that account, or a key that --config declares.",
      "access_key",
    );
  }
  return { account, callerArn: undefined };
}

function refuseOtherEndpoints(config: Values, url: string): void {
  for (const block of (config.endpoints ?? []) as readonly Values[]) {
    for (const [service, endpoint] of Object.entries(block)) {
      if (endpoint === null || endpoint === "" || endpoint === unknown) continue;
      if (URL.canParse(String(endpoint)) && new URL(String(endpoint)).host === new URL(url).host) continue;
      throw new Failure(
        `this is a stand-in of the AWS provider, and endpoints.${service} is ${endpoint}`,
        `It works on the local service at ${url} and nothing else. Leave the endpoint out for this run, or run the ` +
          "command without log-destinations run.",
        "endpoints",
      );
    }
  }
}

function refuseAccounts(config: Values, account: string | undefined): void {
  if (account === undefined) return;
  const allowed = (config.allowed_account_ids ?? []) as readonly Value[];
  const forbidden = (config.forbidden_account_ids ?? []) as readonly Value[];
  if (forbidden.includes(account) || (allowed.length > 0 && !allowed.includes(account))) {
    const by = forbidden.includes(account) ? "forbidden_account_ids" : "allowed_account_ids";
    throw new Failure(
      `AWS account ID not allowed: ${account}`,
      `${by} keeps the provider away from it. Its account comes from assume_role or access_key.`,
      by,
    );
  }
}
