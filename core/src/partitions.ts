/** A partition of AWS: a set of Regions with accounts and domain names of their own. */
export interface Partition {
  /** The second part of its ARNs. */
  readonly name: string;
  /** How the names of its hosts end: `amazonaws.com`. */
  readonly dnsSuffix: string;
  /** The suffix of endpoints that accept IPv6 too. */
  readonly dualStackDnsSuffix: string;
}

/** How the names of its Regions begin, then the members of a {@link Partition}; the last row takes the rest. [F8] */
const partitions: readonly [prefix: RegExp, name: string, dnsSuffix: string, dualStackDnsSuffix: string][] = [
  [/^cn-/, "aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  [/^us-gov-/, "aws-us-gov", "amazonaws.com", "api.aws"],
  [/^eusc-/, "aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu"],
  [/^us-iso-/, "aws-iso", "c2s.ic.gov", "api.aws.ic.gov"],
  [/^us-isob-/, "aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud"],
  [/^eu-isoe-/, "aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"],
  [/^(us|eu)-isof-/, "aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov"],
  [/^/, "aws", "amazonaws.com", "api.aws"],
];

/** The partition of a Region: `aws-cn` for `cn-north-1`, `aws` for a Region that no other partition claims. */
export function partitionOf(region: string): Partition {
  const row = partitions.find(([prefix]) => prefix.test(region));
  const [, name, dnsSuffix, dualStackDnsSuffix] = row as (typeof partitions)[number];
  return { name, dnsSuffix, dualStackDnsSuffix };
}
