import { existsSync } from "node:fs";
import { ownFolder } from "./own-folder.ts";

/** The local service that a command is run on. */
export interface Surroundings {
  readonly url: string;
  /** The account of an access key, of twelve digits or declared. */
  readonly accountOf: (accessKeyId: string) => string | undefined;
}

/** Of whoever gives no credentials. */
const defaultAccount = "000000000000";

/** Everything by which a program could find real credentials, another service, or a state that is kept elsewhere. */
const real = new RegExp(
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

/** For each folder that terraform runs in, as it would have a .terraform. */
export const dataFolder: string = `${ownFolder}/terraform`;

/** Without these, terraform writes to the project's own data folder, and to the home folder what it asks the network. */
export const terraformVariables: Readonly<Record<string, string>> = {
  TF_DATA_DIR: dataFolder,
  CHECKPOINT_DISABLE: "1",
};

/**
 * The environment in which a command's terraform meets the stand-in alone: without the variable of the plugin it would
 * reach for the real provider, and finds credentials that open nothing.
 */
export function environmentFor(
  env: NodeJS.ProcessEnv,
  { url, accountOf }: Surroundings,
): { variables: NodeJS.ProcessEnv; accessKeyId: string; region: string | undefined } {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !real.test(name)));
  const own = env.AWS_ACCESS_KEY_ID ?? "";
  const known = accountOf(own) !== undefined;
  const accessKeyId = known ? own : defaultAccount;
  const { TF_CLI_CONFIG_FILE: cliConfig, ...rest } = kept;
  return {
    accessKeyId,
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined,
    variables: {
      ...rest,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: (known && env.AWS_SECRET_ACCESS_KEY) || "none",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: url,
      ...terraformVariables,
      // Terraform complains of a file that is named and not there.
      ...(cliConfig && existsSync(cliConfig) && { TF_CLI_CONFIG_FILE: cliConfig }),
      // cdktf would ask the registry for a lock of a provider that is not installed, and fill a cache in the home folder.
      CDKTF_SKIP_PROVIDER_LOCK: "true",
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    },
  };
}
