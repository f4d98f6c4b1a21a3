import { parseArn } from "@log-destinations/core";
import { isRoleArn } from "@log-destinations/core/service";
import { lastPartOf } from "./arns.ts";
import { DiagnosticError } from "./diagnostics.ts";
import { isDummyAccessKey } from "./dummy-access-keys.ts";
import { optionalText } from "./protocol/attributes.ts";
import { type Diagnostic, severity } from "./protocol/messages.ts";
import { isGiven, unknown, type Value, type Values } from "./protocol/types.ts";
import type { ProviderDeclarations } from "./provider-declarations.ts";
import { emulatorEndpoints, refuseOtherEndpoints } from "./provider-endpoints.ts";
import { type ProviderTags, readProviderTags } from "./provider-tags.ts";
import { isKnownRegion } from "./regions.ts";

/** The configuration of one provider block. `undefined` stands for what is known only after apply. */
export interface ProviderConfiguration extends ProviderTags {
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** The ARN of the assumed role's session; `undefined` where no role is assumed, too. */
  readonly callerArn: string | undefined;
}

/** The local service, as a process reaches it. */
export interface LocalEndpoint {
  readonly url: string;
  /** The account of an access key: the key itself if it has twelve digits, or the account that is declared for it. */
  readonly accountOf: (accessKeyId: string) => string | undefined;
}

/** What a provider block falls back to: the environment of the command that runs terraform. */
export interface ProviderEnvironment extends LocalEndpoint {
  readonly accessKeyId: string;
  /** The profile that `AWS_PROFILE` names and that is not declared; `undefined` where it decides about nothing. */
  readonly undeclaredProfile?: string | undefined;
  readonly region: string | undefined;
  /** The variables that decide about tags. */
  readonly tagVariables?: Readonly<Record<string, string>>;
  /** @default {} */
  readonly declared?: ProviderDeclarations;
}

/** Arguments about the connection to AWS, which have no meaning for the local service and need no warning. */
const connectionArguments = new Set([
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
  "user_agent",
]);

/** The account that a key of no account stands for, and of an environment without one. */
export const defaultAccount = "000000000000";

/** Arguments that decide about the account, the Region and the tags of all resources. */
const modelledArguments = new Set([
  "access_key",
  "allowed_account_ids",
  "assume_role",
  "assume_role_with_web_identity",
  "default_tags",
  "endpoints",
  "forbidden_account_ids",
  "ignore_tags",
  "profile",
  "region",
  "secret_key",
  "token",
]);

/**
 * Reads a `provider "aws"` block.
 * @throws DiagnosticError where it points at anything but the local service or an emulator, has no Region or an unknown
 * one, or does not say which account it is
 */
export function readProviderConfiguration(config: Values, environment: ProviderEnvironment): ProviderConfiguration {
  refuseOtherEndpoints(config, environment.url);
  const region = config.region === unknown ? undefined : (optionalText(config, "region") ?? environment.region);
  if (region === undefined && config.region !== unknown) {
    throw new DiagnosticError(
      "the provider has no region [LD4101]",
      "Give it one, or set AWS_REGION in front of the command.",
      "region",
    );
  }
  if (region !== undefined && config.skip_region_validation !== true && !isKnownRegion(region)) {
    throw new DiagnosticError(
      `invalid AWS Region: ${region}`,
      "It is none of the Regions that the provider knows. Correct it, or set skip_region_validation for a newer one.",
      "region",
    );
  }
  const { account, callerArn } = readIdentity(config, environment);
  refuseAccounts(config, account);
  return { account, region, callerArn, ...readProviderTags(config, environment.tagVariables) };
}

/** Warnings that name the arguments of the block that have no effect here, or another one than they say. */
export function configurationWarnings(config: Values): Diagnostic[] {
  const given = Object.keys(config).filter(
    (name) => isGiven(config[name]) && !connectionArguments.has(name) && !modelledArguments.has(name),
  );
  const emulated = emulatorEndpoints(config);
  return [
    ...(given.length === 0
      ? []
      : [
          {
            severity: severity.warning,
            summary: `not modelled by the local service: ${given.join(", ")} [LD4106]`,
            detail: "These arguments have no effect on this run.",
          },
        ]),
    ...(emulated.length === 0
      ? []
      : [
          {
            severity: severity.warning,
            summary: `the local service answers in the place of the emulator at endpoints: ${emulated.join(", ")} [LD4553]`,
            detail: "Nothing is sent to these addresses on this run.",
          },
        ]),
  ];
}

function readIdentity(
  config: Values,
  { accessKeyId, accountOf, declared, undeclaredProfile }: ProviderEnvironment,
): Pick<ProviderConfiguration, "account" | "callerArn"> {
  // Roles can be chained; the caller is the last of them.
  const role = ((config.assume_role ?? []) as readonly Values[]).at(-1);
  const webRole = ((config.assume_role_with_web_identity ?? []) as readonly Values[]).at(-1);
  const assumed = role ?? webRole;
  // Terraform sends unknown while it plans the role. [F257]
  if (assumed?.role_arn === unknown) return { account: undefined, callerArn: undefined };
  const roleArn = assumed && optionalText(assumed, "role_arn");
  if (assumed && roleArn !== undefined) {
    const arn = parseArn(roleArn);
    if (!arn || !isRoleArn(roleArn)) {
      throw new DiagnosticError(
        `role_arn is ${JSON.stringify(roleArn)} [LD4102]`,
        "Expected the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME.",
        role ? "assume_role" : "assume_role_with_web_identity",
      );
    }
    const name = lastPartOf(roleArn);
    const session = optionalText(assumed, "session_name") ?? "terraform";
    return {
      account: arn.account,
      callerArn: `arn:${arn.partition}:sts::${arn.account}:assumed-role/${name}/${session}`,
    };
  }
  if (config.access_key === unknown) return { account: undefined, callerArn: undefined };
  if (config.profile === unknown && !isGiven(config.access_key)) return { account: undefined, callerArn: undefined };
  const profile = optionalText(config, "profile");
  if (profile !== undefined && !isGiven(config.access_key)) {
    return { account: readProfile(profile, declared), callerArn: undefined };
  }
  const given = optionalText(config, "access_key");
  if (given === undefined && undeclaredProfile !== undefined) throw profileNotDeclared(undeclaredProfile);
  const key = given ?? accessKeyId;
  const account = accountOf(key) ?? (isDummyAccessKey(key) ? defaultAccount : undefined);
  if (account === undefined) {
    throw new DiagnosticError(
      "access_key belongs to no account [LD4104]",
      `Expected twelve digits, which are that account, or a key that the file of --config declares:\n${JSON.stringify({
        accessKeys: { KEY: { account: "ACCOUNT" } },
      })}`,
      "access_key",
    );
  }
  return { account, callerArn: undefined };
}

function readProfile(profile: string, { profiles = {} }: ProviderDeclarations = {}): string {
  if (!Object.hasOwn(profiles, profile)) throw profileNotDeclared(profile, "profile");
  return profiles[profile] as string;
}

/** @param argument the argument that names it; without one, `AWS_PROFILE` does */
function profileNotDeclared(profile: string, argument?: string): DiagnosticError {
  const from = argument === undefined ? " of AWS_PROFILE" : "";
  return new DiagnosticError(
    `the account of the profile ${JSON.stringify(profile)}${from} is not declared [LD4103]`,
    "AWS's configuration files are not read. Declare it in the file of --config, with its account of twelve digits:\n" +
      JSON.stringify({ profiles: { [profile]: "ACCOUNT" } }),
    argument,
  );
}

function refuseAccounts(config: Values, account: string | undefined): void {
  if (account === undefined) return;
  const allowed = (config.allowed_account_ids ?? []) as readonly Value[];
  const forbidden = (config.forbidden_account_ids ?? []) as readonly Value[];
  if (forbidden.includes(account) || (allowed.length > 0 && !allowed.includes(account))) {
    const by = forbidden.includes(account) ? "forbidden_account_ids" : "allowed_account_ids";
    throw new DiagnosticError(
      `AWS account ID not allowed: ${account}`,
      `${by} excludes it. The account of the provider comes from assume_role, profile or access_key.`,
      by,
    );
  }
}
