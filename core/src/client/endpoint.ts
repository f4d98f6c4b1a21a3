import { environment } from "../environment.ts";
import { partitionOf } from "../partitions.ts";

/** Where requests go. */
export interface EndpointOptions {
  /**
   * The Region.
   * @default `AWS_REGION`, then `AWS_DEFAULT_REGION` of the environment
   */
  region?: string;
  /**
   * The URL of the service, to go somewhere else than to AWS: `http://127.0.0.1:4510`.
   * @default `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS`, then `AWS_ENDPOINT_URL` of the environment, then the Region's own
   */
  endpoint?: string | URL;
  /**
   * Use the Region's FIPS 140 endpoint.
   * @default false
   */
  useFipsEndpoint?: boolean;
  /**
   * Use the Region's endpoint that speaks IPv4 and IPv6.
   * @default false
   */
  useDualstackEndpoint?: boolean;
}

/**
 * The Region to sign for.
 * @throws TypeError where none is given and the environment names none
 */
export function resolveRegion({ region }: EndpointOptions): string {
  const resolved = region ?? environment("AWS_REGION") ?? environment("AWS_DEFAULT_REGION");
  if (!resolved || !/^[a-z0-9-]+$/i.test(resolved)) {
    throw new TypeError(
      `region is ${JSON.stringify(resolved)}; give the client a name such as eu-west-1, or set AWS_REGION`,
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
  const custom = customEndpoint(options);
  if (custom) {
    if (useFipsEndpoint || useDualstackEndpoint) {
      throw new TypeError(
        `useFipsEndpoint and useDualstackEndpoint do not go with an endpoint of your own, ${custom.from}`,
      );
    }
    return readEndpoint(custom);
  }
  const { name, dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
  if (!useDualstackEndpoint) {
    // GovCloud's plain endpoints are its FIPS endpoints.
    const host = useFipsEndpoint && name !== "aws-us-gov" ? "logs-fips" : "logs";
    return new URL(`https://${host}.${region}.${dnsSuffix}`);
  }
  if (dualStackDnsSuffix === undefined) {
    throw new TypeError(`useDualstackEndpoint: the partition ${name} has no dual-stack endpoints`);
  }
  return new URL(`https://${useFipsEndpoint ? "logs-fips" : "logs"}.${region}.${dualStackDnsSuffix}`);
}

/** An endpoint that is not AWS's own, and what set it. */
interface CustomEndpoint {
  from: string;
  value: string | URL;
}

function customEndpoint({ endpoint }: EndpointOptions): CustomEndpoint | undefined {
  if (endpoint !== undefined) return { from: "endpoint", value: endpoint };
  for (const from of ["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "AWS_ENDPOINT_URL"]) {
    const value = environment(from);
    if (value !== undefined) return { from, value };
  }
  return undefined;
}

function readEndpoint({ from, value }: CustomEndpoint): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url;
  // A user and a password stay out of the message.
  const shown = String(value).includes("@") ? "holds a user" : `is ${JSON.stringify(value)}`;
  throw new TypeError(`${from} ${shown}; expected a URL such as http://127.0.0.1:4510, without a user and a password`);
}
