import { environment } from "../environment-variable.ts";
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
   * @default `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS`, then `AWS_ENDPOINT_URL` of the environment, then the Region's own
   */
  endpoint?: string | URL | undefined;
  /**
   * Use the Region's FIPS 140 endpoint.
   * @default false
   */
  useFipsEndpoint?: boolean | undefined;
  /**
   * Use the Region's endpoint for IPv4 and IPv6.
   * @default false
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

/**
 * The URL of the service.
 * @throws TypeError for a URL that is none, and for FIPS or dual stack where the endpoint is given or there is none
 */
export function resolveEndpoint(region: string, options: EndpointOptions): URL {
  const { useFipsEndpoint = false, useDualstackEndpoint = false } = options;
  const [from, custom] = customEndpoint(options);
  if (custom !== undefined) {
    if (useFipsEndpoint || useDualstackEndpoint) {
      throw new TypeError(`useFipsEndpoint and useDualstackEndpoint do not go with ${from} [LD1202]`);
    }
    return readEndpoint(from, custom);
  }
  const { name, dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
  const suffix = useDualstackEndpoint ? dualStackDnsSuffix : dnsSuffix;
  if (suffix === undefined) {
    throw new TypeError(`useDualstackEndpoint: the partition ${name} has no dual-stack endpoints [LD1203]`);
  }
  // GovCloud's plain endpoints are its FIPS endpoints. [F6]
  const fips = useFipsEndpoint && (useDualstackEndpoint || name !== "aws-us-gov");
  return new URL(`https://logs${fips ? "-fips" : ""}.${region}.${suffix}`);
}

/** An endpoint that is not AWS's own, after the name of the option or variable that sets it. */
function customEndpoint({ endpoint }: EndpointOptions): readonly [from: string, value?: string | URL | undefined] {
  if (endpoint !== undefined) return ["endpoint", endpoint];
  const own = "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS";
  const from = environment(own) === undefined ? "AWS_ENDPOINT_URL" : own;
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
  throw new TypeError(
    `${from} ${shown}; expected a URL such as http://127.0.0.1:4510, without a user and a password [LD1204]`,
  );
}
