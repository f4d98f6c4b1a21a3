import { existsSync } from "node:fs";
import { defaultAccount, type LocalEndpoint, tagVariablesIn } from "@log-destinations/terraform";
import { dataFolder } from "./own-folder.ts";

/** The variables that lead a program to real credentials, to another service, or to a state that is kept elsewhere. */
const leadsToRealAccess = new RegExp(
  `^(?:${[
    "AWS_(?:SESSION_TOKEN|SECURITY_TOKEN|PROFILE|DEFAULT_PROFILE)",
    "AWS_(?:ROLE|WEB_IDENTITY|CONTAINER|ENDPOINT_URL|CREDENTIAL)\\w*",
    "AWS_(?:IGNORE_CONFIGURED_ENDPOINT_URLS|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT)",
    "TF_(?:TOKEN|CLOUD|HTTP)_\\w+",
    "PG_CONN_STR",
    "CONSUL_HTTP_(?:TOKEN|TOKEN_FILE|AUTH)",
    "ARM_(?:ACCESS_KEY|SAS_TOKEN)",
    "GOOGLE_BACKEND_\\w+",
  ].join("|")})$`,
);

/** Keep terraform from writing to the project's own data folder, and to the home folder what it asks the network. */
export const terraformVariables: Readonly<Record<string, string>> = {
  TF_DATA_DIR: dataFolder,
  CHECKPOINT_DISABLE: "1",
};

interface CommandEnvironment {
  readonly variables: NodeJS.ProcessEnv;
  /** The key of the account that the environment means. */
  readonly accessKeyId: string;
  /** The profile that it names, where that decides about the account and is not among the declared ones. */
  readonly undeclaredProfile: string | undefined;
  readonly region: string | undefined;
  readonly tagVariables: Readonly<Record<string, string>>;
}

/**
 * The environment of a command, without real credentials. If terraform did not find the stand-in, it would install the
 * real provider, which then has credentials that are not valid. [F240]
 * @param profiles the accounts of the declared profiles. A key in the environment goes before a profile there. [F336]
 */
export function environmentFor(
  env: NodeJS.ProcessEnv,
  { url, accountOf }: LocalEndpoint,
  profiles: Readonly<Record<string, string>> = {},
): CommandEnvironment {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !leadsToRealAccess.test(name)));
  const given = env.AWS_ACCESS_KEY_ID ?? "";
  const isKnown = accountOf(given) !== undefined;
  const profile = (!isKnown && (env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE)) || undefined;
  const ofProfile = profile !== undefined && Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  const accessKeyId = isKnown ? given : (ofProfile ?? defaultAccount);
  const { TF_CLI_CONFIG_FILE: cliConfig, ...rest } = kept;
  return {
    accessKeyId,
    undeclaredProfile: ofProfile === undefined && given === "" ? profile : undefined,
    tagVariables: tagVariablesIn(env),
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined,
    variables: {
      ...rest,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: (isKnown && env.AWS_SECRET_ACCESS_KEY) || "none",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: url,
      ...terraformVariables,
      // Terraform complains of a file that does not exist.
      ...(cliConfig && existsSync(cliConfig) && { TF_CLI_CONFIG_FILE: cliConfig }),
      // Otherwise cdktf asks the registry for a lock of the provider, and fills a cache in the home folder. [F243]
      CDKTF_SKIP_PROVIDER_LOCK: "true",
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    },
  };
}
