/** A partition of AWS: a set of Regions with accounts and domain names of their own. */
export interface Partition {
  /** The second part of its ARNs. */
  readonly name: string;
  /** How the names of its Regions begin; empty for the one that all others belong to. */
  readonly regionPrefixes: readonly string[];
  readonly dnsSuffix: string;
  /** The suffix of endpoints that also speak IPv6; `undefined` where the partition has none. */
  readonly dualStackDnsSuffix?: string;
}

const aws: Partition = { name: "aws", regionPrefixes: [""], dnsSuffix: "amazonaws.com", dualStackDnsSuffix: "api.aws" };

const partitions: readonly Partition[] = [
  {
    name: "aws-cn",
    regionPrefixes: ["cn-"],
    dnsSuffix: "amazonaws.com.cn",
    dualStackDnsSuffix: "api.amazonwebservices.com.cn",
  },
  {
    name: "aws-us-gov",
    regionPrefixes: ["us-gov-"],
    dnsSuffix: "amazonaws.com",
    dualStackDnsSuffix: "api.aws",
  },
  { name: "aws-eusc", regionPrefixes: ["eusc-"], dnsSuffix: "amazonaws.eu" },
  { name: "aws-iso", regionPrefixes: ["us-iso-"], dnsSuffix: "c2s.ic.gov" },
  { name: "aws-iso-b", regionPrefixes: ["us-isob-"], dnsSuffix: "sc2s.sgov.gov" },
  { name: "aws-iso-e", regionPrefixes: ["eu-isoe-"], dnsSuffix: "cloud.adc-e.uk" },
  { name: "aws-iso-f", regionPrefixes: ["us-isof-", "eu-isof-"], dnsSuffix: "csp.hci.ic.gov" },
  aws,
];

/** The partition of a Region: `aws-cn` for `cn-north-1`, `aws` for a Region that no other partition claims. */
export function partitionOf(region: string): Partition {
  const claims = ({ regionPrefixes }: Partition) => regionPrefixes.some((prefix) => region.startsWith(prefix));
  return partitions.find(claims) ?? aws;
}
