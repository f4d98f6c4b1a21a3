import { type EnvironmentVariable, environment } from "../environment-variable.ts";
import { partitionOf } from "../partitions.ts";

/** Where requests go. */
export interface EndpointOptions {
  /**
   * The Region.
   * @default `AWS_REGION`, then `AWS_DEFAULT_REGION` of the environment
   */
  region?: string | undefined;
  /**
   * The URL of the service, to go somewhere else than to AWS: `http://127.0.0.1:4510`.
   * @default `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS`, then `AWS_ENDPOINT_URL` of the environment, unless
   * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is `true`, then the Region's own
   */
  endpoint?: string | URL | undefined;
  /**
   * Use the Region's FIPS 140 endpoint.
   * @default `AWS_USE_FIPS_ENDPOINT` of the environment, then false
   */
  useFipsEndpoint?: boolean | undefined;
  /**
   * Use the Region's endpoint for IPv4 and IPv6.
   * @default `AWS_USE_DUALSTACK_ENDPOINT` of the environment, then false
   */
  useDualstackEndpoint?: boolean | undefined;
}

/**
 * The Region to sign for.
 * @throws TypeError where none is given and the environment names none
 */
export function resolveRegion({ region }: EndpointOptions): string {
  // Emulators have Regions of other names. The name becomes a part of a host name.
  const resolved = region ?? environment("AWS_REGION") ?? environment("AWS_DEFAULT_REGION");
  if (!resolved || !/^[a-z0-9-]+$/.test(resolved)) {
    throw new TypeError(
      `region is ${JSON.stringify(resolved)}; give the client a name such as eu-west-1, or set AWS_REGION [LD1201]`,
    );
  }
  return resolved;
}

/** A service of AWS: how the host names of its endpoints begin, and the variable that sets another endpoint. */
export interface AwsService {
  readonly host: string;
  readonly variable: EnvironmentVariable;
}

export const logsService: AwsService = { host: "logs", variable: "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS" };

/**
 * The URL of a service.
 * @throws TypeError for a URL that is none, for FIPS or dual stack where the endpoint is given, and for a switch that is
 * neither on nor off
 */
export function resolveEndpoint(service: AwsService, region: string, options: EndpointOptions): URL {
  const fips = isOn("AWS_USE_FIPS_ENDPOINT", options, "useFipsEndpoint");
  const dualstack = isOn("AWS_USE_DUALSTACK_ENDPOINT", options, "useDualstackEndpoint");
  const [from, custom] = customEndpoint(service, options);
  if (custom !== undefined) {
    if (fips || dualstack) {
      throw new TypeError(`FIPS and dual stack (use*Endpoint, AWS_USE_*_ENDPOINT) do not go with ${from} [LD1202]`);
    }
    return readEndpoint(from, custom);
  }
  const { name, dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
  // GovCloud's plain endpoints are its FIPS endpoints. [F6]
  const marked = fips && (dualstack || name !== "aws-us-gov");
  return new URL(
    `https://${service.host}${marked ? "-fips" : ""}.${region}.${dualstack ? dualStackDnsSuffix : dnsSuffix}`,
  );
}

/** A switch: an option, else a variable of the environment, which may be written in any case of letters. */
function isOn(variable: EnvironmentVariable, options?: EndpointOptions, option?: keyof EndpointOptions): boolean {
  const given = option && options?.[option];
  const written = environment(variable) ?? "false";
  const value = given ?? (/^true$/i.test(written) || (!/^false$/i.test(written) && written));
  if (typeof value === "boolean") return value;
  const from = given === undefined ? variable : option;
  throw new TypeError(`${from} is ${JSON.stringify(value)}; expected true or false [LD1003]`);
}

/** An endpoint that is not AWS's own, after the name of the option or variable that sets it. */
function customEndpoint(
  { variable }: AwsService,
  { endpoint }: EndpointOptions,
): readonly [from: string, value?: string | URL | undefined] {
  if (endpoint !== undefined) return ["endpoint", endpoint];
  if (isOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return [""];
  const from = environment(variable) === undefined ? "AWS_ENDPOINT_URL" : variable;
  return [from, environment(from)];
}

function readEndpoint(from: string, value: string | URL): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) {
    // A proxy redirects `/base` to `/base/`, and redirects are not followed.
    if (!url.pathname.endsWith("/")) url.pathname += "/";
    return url;
  }
  // A user and a password stay out of the message.
  const shown = String(value).includes("@") ? "holds a user" : `is ${JSON.stringify(value)}`;
  throw new TypeError(`${from} ${shown}; expected a URL such as http://127.0.0.1:4510, without a user [LD1204]`);
}
