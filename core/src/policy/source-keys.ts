import { partitionOf } from "../partitions.ts";

/** The name under which CloudWatch Logs assumes a role in every Region. [F111] */
export const logsPrincipal = "logs.amazonaws.com";

/** On whose behalf CloudWatch Logs assumes a role, in the terms in which a policy can speak of it. */
export interface TrustSource {
  /** Twelve digits. */
  readonly account: string;
  /** `undefined` where it is unknown. */
  readonly region: string | undefined;
  /** The id of its organization; none for an account outside any. */
  readonly organization?: string | undefined;
  /** Its place there, `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`; unknown where only the organization is given. */
  readonly organizationPath?: string | undefined;
}

/** A value of the call, in the parts that its colons separate; an unknown part is `undefined`. */
export type SourceValue = readonly (string | undefined)[];

interface SourceKey {
  readonly name: string;
  readonly multivalued?: true;
  /** `undefined` where the call lacks the key. */
  readonly of: (source: TrustSource) => SourceValue | undefined;
}

const keys: readonly SourceKey[] = [
  {
    name: "aws:SourceArn",
    // The account and Region are documented [F113]; which resource of the account it is, is not. [F115]
    of: ({ account, region }) => [
      "arn",
      region === undefined ? undefined : partitionOf(region).name,
      "logs",
      region,
      account,
      undefined,
    ],
  },
  { name: "aws:SourceAccount", of: ({ account }) => [account] },
  // That the service fills in the organization is inferred. [F117]
  {
    name: "aws:SourceOrgID",
    of: ({ organization, organizationPath }) => wrapped(organization ?? organizationPath?.split("/")[0]),
  },
  {
    name: "aws:SourceOrgPaths",
    multivalued: true,
    of: ({ organization, organizationPath }) => wrapped(organizationPath) ?? (organization ? [undefined] : undefined),
  },
];

function wrapped(value: string | undefined): SourceValue | undefined {
  return value === undefined ? undefined : [value];
}

/** The keys that can be evaluated, by their names in small letters: IAM compares them without case. [F120] */
export const sourceKeys: ReadonlyMap<string, SourceKey> = /* @__PURE__ */ new Map(
  keys.map((key) => [key.name.toLowerCase(), key]),
);

/** The form of `aws:SourceArn` by which a policy confines a role to an account. [F113] */
export function sourceArn({ partition, region, account }: Record<"partition" | "region" | "account", string>): string {
  return `arn:${partition}:logs:${region}:${account}:*`;
}
