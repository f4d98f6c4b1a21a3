import { maxAccessPolicyBytes } from "../../limits.ts";
import { type AccessPolicy, isUnreadable, parseAccessPolicy } from "../document.ts";
import type { DocumentRule, PolicyFinding, StatementRule } from "../finding.ts";
import { organizationForms } from "../organization.ts";
import { policyRefusalTexts } from "../refusal-texts.ts";
import { policyBytes } from "../size.ts";

/** The rules whose breach `PutDestinationPolicy` answers with an error. */

export function oversized(text: string): PolicyFinding[] {
  const bytes = policyBytes(text);
  if (bytes <= maxAccessPolicyBytes) return [];
  return [
    {
      rule: "size",
      severity: "refused",
      where: "the document",
      message: `is ${bytes} bytes, ${bytes - maxAccessPolicyBytes} too many`,
      remedy: `keep it within ${maxAccessPolicyBytes} bytes: leave out white space, or name the organization instead of its accounts`,
      answer: policyRefusalTexts.size(maxAccessPolicyBytes),
    },
  ];
}

export function ungrammatical(found: Pick<PolicyFinding, "where" | "message" | "remedy">): PolicyFinding {
  return { rule: "grammar", severity: "refused", ...found, answer: policyRefusalTexts.grammar };
}

export const conditionKeys: StatementRule = ({ at, conditions }) =>
  conditions
    .filter(({ key }) => !organizationForms.has(key))
    .map(({ key, operator }) => ({
      rule: "condition-key",
      severity: "refused",
      where: `${at}.Condition.${operator}`,
      message: `uses the condition key ${JSON.stringify(key)}`,
      remedy: `use ${[...organizationForms.keys()].join(" or ")}, in this very spelling`,
      answer: policyRefusalTexts.conditionKey,
    }));

export const principals: StatementRule = ({ at, principals: { everyone, aws, excluded }, conditions }) => {
  // That the service refuses it is inferred. [F64]
  if (excluded) {
    const remedy = "name those who may subscribe as Principal; nobody else may then";
    return [ungrammatical({ where: `${at}.NotPrincipal`, message: "names those who are left out", remedy })];
  }
  const where = `${at}.Principal`;
  const unconditional = conditions.length === 0;
  if (everyone && !unconditional) return [];
  if (everyone || aws === undefined || aws.length === 0) {
    const message = everyone ? 'is "*" without a Condition' : "names no AWS account";
    const remedy = 'name account ids, {"AWS":["111122223333"]}, or use "*" with a condition on aws:PrincipalOrgID';
    return [ungrammatical({ where, message, remedy })];
  }
  const refusal = (name: string): PolicyFinding[] => {
    const finding = { rule: "principal", severity: "refused", where } as const;
    if (name.startsWith("arn:")) {
      const account = name.split(":")[4];
      const remedy = account ? `write the account id alone: ${account}` : "write account ids, without any ARN";
      return [{ ...finding, message: `holds the ARN ${name}`, remedy, answer: policyRefusalTexts.principalArn(name) }];
    }
    // With a condition `{"AWS":"*"}` is accepted, as users report [F62]; for other operators that is inferred [F63].
    if (name === "*" && unconditional) {
      const remedy = 'name account ids, or use "*" with a condition on aws:PrincipalOrgID';
      const message = 'holds "*" without a Condition';
      return [{ ...finding, message, remedy, answer: policyRefusalTexts.principalEveryone }];
    }
    return [];
  };
  return aws.flatMap(refusal);
};

/** By which of its two kinds a document names AWS principals. One that uses both counts as both: inferred. [F67] */
function principalKinds({ statements }: AccessPolicy): { accounts: boolean; organizations: boolean } {
  return {
    accounts: statements.some(({ principals: { aws } }) => aws?.some((name) => name !== "*")),
    organizations: statements.some(({ conditions }) => conditions.some(({ key }) => organizationForms.has(key))),
  };
}

/** [F66] */
export const accountToOrganization: DocumentRule = (policy, { currentPolicy, forceUpdate }) => {
  if (forceUpdate || currentPolicy === undefined || currentPolicy === "") return [];
  if (!principalKinds(policy).organizations) return [];
  const current = parseAccessPolicy(currentPolicy);
  if (isUnreadable(current)) return [];
  const { accounts, organizations } = principalKinds(current);
  if (!accounts || organizations) return [];
  return [
    {
      rule: "account-to-organization",
      severity: "refused",
      where: "the document",
      message: "names an organization where the policy in force names accounts",
      remedy: "set forceUpdate; subscription filters without a role stop delivering, so give them one first",
      answer: policyRefusalTexts.accountToOrganization,
    },
  ];
};
