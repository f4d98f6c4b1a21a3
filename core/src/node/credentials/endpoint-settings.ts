import type { AwsService, EndpointOptions } from "../../client/endpoint.ts";
import { type EnvironmentVariable, environment } from "../../environment-variable.ts";
import type { SharedFiles } from "./shared-files.ts";

const switches: Readonly<Record<string, unknown>> = { true: true, false: false };

/** What the files say of the endpoint of a service, where the environment, which counts first, says nothing. */
export function endpointSettings(
  { variable }: AwsService,
  profile: string,
  { settings, services }: SharedFiles,
): Omit<EndpointOptions, "region"> {
  const own = settings.get(profile) ?? {};
  // A value that is no switch is refused by the client.
  const isOn = (switching: EnvironmentVariable, written = ""): boolean | undefined =>
    environment(switching)
      ? undefined
      : ((switches[written.toLowerCase()] ?? (written || undefined)) as boolean | undefined);
  const ignoring = environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? own.ignore_configured_endpoint_urls;
  const ignored = ignoring?.toLowerCase() === "true";
  const overruled = environment(variable) ?? environment("AWS_ENDPOINT_URL");
  const name = variable.replace("AWS_ENDPOINT_URL_", "").toLowerCase();
  const written = services.get(own.services ?? "")?.[`${name}.endpoint_url`] ?? own.endpoint_url;
  return {
    endpoint: ignored || overruled ? undefined : written,
    useFipsEndpoint: isOn("AWS_USE_FIPS_ENDPOINT", own.use_fips_endpoint),
    useDualstackEndpoint: isOn("AWS_USE_DUALSTACK_ENDPOINT", own.use_dualstack_endpoint),
  };
}
