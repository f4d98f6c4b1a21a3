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

/** The form of `aws:SourceArn` by which a policy confines a role to an account. [F113] */
export function sourceArn({ partition, region, account }: Record<"partition" | "region" | "account", string>): string {
  return `arn:${partition}:logs:${region}:${account}:*`;
}
