import type { ConnectionOptions } from "../client/connection.ts";
import { logsService } from "../client/endpoint.ts";
import { environment } from "../environment-variable.ts";
import { type DefaultChainOptions, fromDefaultChain } from "./credentials/default-chain.ts";
import { endpointSettings } from "./credentials/endpoint-settings.ts";
import { profileName, readSharedFiles } from "./credentials/shared-files.ts";

/** What a profile says to a client. A member is `undefined` where the environment decides, or nothing does. */
export type SharedConfig = Pick<
  ConnectionOptions,
  "region" | "endpoint" | "useFipsEndpoint" | "useDualstackEndpoint" | "maxAttempts" | "credentials"
>;

/**
 * Options of a client from the config and the credentials file, as the tools of AWS read them: `region`, `endpoint_url`,
 * `services`, `use_fips_endpoint`, `use_dualstack_endpoint` and `max_attempts` of the profile, where the environment does
 * not say otherwise, and the credentials of {@link fromDefaultChain}. The files are read at once.
 *
 * @throws TypeError for an unknown option
 * @example
 * new LogDestinationsClient(sharedConfig({ profile: "logging" }));
 */
export function sharedConfig(options: DefaultChainOptions = {}): SharedConfig {
  const credentials = fromDefaultChain(options);
  const files = readSharedFiles();
  const name = profileName(options.profile);
  const attempts = environment("AWS_MAX_ATTEMPTS") ? undefined : files.settings.get(name)?.max_attempts;
  return {
    ...endpointSettings(logsService, name, files),
    region: environment("AWS_REGION") ?? environment("AWS_DEFAULT_REGION") ?? files.profiles.get(name)?.region,
    // What is no number is refused by the client.
    maxAttempts: attempts === undefined ? undefined : Number(attempts) || (attempts as unknown as number),
    credentials,
  };
}
