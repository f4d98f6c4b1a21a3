import { parseDestinationArn } from "../arn.ts";
import { accountIdPattern, maxAccessPolicyBytes } from "../limits.ts";
import { refuseUnknown } from "../options.ts";
import { organizationId, organizationPath, type ValueForm } from "./organization.ts";
import { policyBytes } from "./size.ts";
import { single } from "./values.ts";

/** Who may subscribe to a destination, in the terms of AWS Organizations. At least one member must name someone. */
export interface AccessPolicyGrant {
  /** The ARN of the destination, the `Resource` of every statement. */
  destinationArn: string;
  /** Account ids of twelve digits. */
  accounts?: readonly string[];
  /** Organization ids, `o-` and 10 to 32 letters or digits. Their senders need a role on the subscription filter. */
  organizations?: readonly string[];
  /**
   * Paths below an organization, as `aws:PrincipalOrgPaths` reads them: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`.
   * A path that ends in `/` means that unit alone, one that ends in `/*` the units below it too, and one that ends in
   * `/ou-*` those below it alone. [F77]
   */
  organizationPaths?: readonly string[];
  /**
   * Lets senders attach account-level subscription policies (`logs:PutAccountPolicy`) too.
   * @default false
   */
  accountLevel?: boolean;
}

const knownMembers: Record<keyof AccessPolicyGrant, true> = {
  destinationArn: true,
  accounts: true,
  organizations: true,
  organizationPaths: true,
  accountLevel: true,
};

interface Statement {
  Sid: string;
  Effect: "Allow";
  Principal: "*" | { AWS: string | string[] };
  Action: string | string[];
  Resource: string;
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * Writes the access policy that lets the given accounts and organizations subscribe, in the forms that the service is
 * known to accept: account ids bare [F59], organizations as `"Principal":"*"` with a condition [F61].
 *
 * @returns compact JSON, ready for `PutDestinationPolicy`; the same grant always gives the same text
 * @throws TypeError where an id has the wrong form, nobody is named, or the document is over 5,120 bytes
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html
 */
export function accessPolicy(grant: AccessPolicyGrant): string {
  const { destinationArn } = grant;
  if (!parseDestinationArn(destinationArn)) {
    throw new TypeError(
      `destinationArn is ${JSON.stringify(destinationArn)}; expected arn:aws:logs:REGION:ACCOUNT:destination:NAME [LD1403]`,
    );
  }
  const text = JSON.stringify(accessPolicyDocument(grant));
  const bytes = policyBytes(text);
  if (bytes > maxAccessPolicyBytes) {
    const fit = accountsThatFit({ ...grant, accounts: [] });
    const remedy = grant.accounts?.length
      ? `which is ${fit} accounts for this destination. Name the organization instead of its accounts`
      : "and no account is named. Name fewer organizations and paths, or shorter paths that end in *";
    throw new TypeError(
      `the access policy is ${bytes} bytes; the service takes ${maxAccessPolicyBytes}, ${remedy} [LD1404]`,
    );
  }
  return text;
}

/** The document behind {@link accessPolicy}, for callers that have no ARN yet but a Terraform token. */
export function accessPolicyDocument(grant: AccessPolicyGrant): { Version: string; Statement: object[] } {
  refuseUnknown(grant, knownMembers, "member of the grant");
  const accounts = distinct("accounts", grant.accounts, accountId);
  const organizations = distinct("organizations", grant.organizations, organizationId);
  const paths = distinct("organizationPaths", grant.organizationPaths, organizationPath);
  if (accounts.length + organizations.length + paths.length === 0) {
    throw new TypeError("the access policy names nobody; give accounts, organizations or organizationPaths [LD1405]");
  }
  const shared = {
    Effect: "Allow",
    Action: grant.accountLevel ? ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"] : "logs:PutSubscriptionFilter",
    Resource: grant.destinationArn,
  } as const;
  const statements: Statement[] = [];
  if (accounts.length > 0) {
    statements.push({ Sid: "Accounts", Principal: { AWS: single(accounts) }, ...shared });
  }
  if (organizations.length > 0) {
    const Condition = { StringEquals: { "aws:PrincipalOrgID": single(organizations) } };
    statements.push({ Sid: "Organizations", Principal: "*", ...shared, Condition });
  }
  if (paths.length > 0) {
    const Condition = { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": single(paths) } };
    statements.push({ Sid: "OrganizationPaths", Principal: "*", ...shared, Condition });
  }
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * How many account ids the access policy of this grant can hold, those already in it included.
 *
 * @returns the largest number for which the document stays within 5,120 bytes
 */
export function accountsThatFit(grant: AccessPolicyGrant): number {
  const account = "000000000000";
  const size = (count: number): number => {
    const { accounts: _, ...others } = grant;
    const accounts = Array.from({ length: count }, (_, index) => String(index).padStart(account.length, "0"));
    return policyBytes(JSON.stringify(accessPolicyDocument({ ...others, accounts })));
  };
  const perAccount = JSON.stringify(account).length + 1;
  const room = maxAccessPolicyBytes - size(2);
  return Math.max(0, 2 + Math.floor(room / perAccount));
}

const accountId: ValueForm = { form: accountIdPattern, expected: "an account id of 12 digits" };

function distinct(member: string, values: readonly string[] = [], { form, expected }: ValueForm): string[] {
  const wrong = values.find((value) => typeof value !== "string" || !form.test(value));
  if (wrong !== undefined)
    throw new TypeError(`${member} holds ${JSON.stringify(wrong)}; expected ${expected} [LD1406]`);
  return [...new Set(values)];
}
