/** The most bytes that `PutDestinationPolicy` takes, counted as UTF-8. [F23] */
export const maxAccessPolicyBytes = 5120;

/** The form of an AWS Organizations id. [F76] */
export const organizationIdPattern: RegExp = /^o-[a-z0-9]{10,32}$/;

/** The form of a value of `aws:PrincipalOrgPaths`: organization, root, units, then `/`, `/*` or `/ou-*`. [F76, F77] */
export const organizationPathPattern: RegExp =
  /^o-[a-z0-9]{10,32}\/(\*|r-[a-z0-9]{4,32}\/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\/)*(ou-\*|\*)?)$/;

/** The two condition keys that the service allows, in the only spelling that it takes. [F57] */
export const organizationKeys: readonly string[] = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];

/** The size of a policy as the service counts it. */
export function policyBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
