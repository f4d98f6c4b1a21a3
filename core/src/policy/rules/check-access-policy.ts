import { isUnreadable, parseAccessPolicy } from "../document.ts";
import type { DocumentRule, ElementRule, PolicyContext, PolicyFinding, StatementRule } from "../finding.ts";
import { conditionOperators, conditionValues, nullValues, openToEveryone } from "./condition-advice.ts";
import { principalKinds, statementIds, unknownElements, versionNames } from "./element-advice.ts";
import { accountToOrganization, conditionKeys, oversized, principals, ungrammatical } from "./service-refusals.ts";
import { actions, effects, resources, unknownPrincipals, wildcards } from "./statement-advice.ts";
import { variables } from "./variable-advice.ts";

/**
 * Checks an access policy for faults that the service refuses, and for faults that it accepts and that senders meet
 * later.
 *
 * @param text the policy as it would be sent
 * @returns every finding, the ones that the service would refuse first and in its order; empty for a good policy
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html
 */
export function checkAccessPolicy(text: string, context: PolicyContext = {}): PolicyFinding[] {
  const findings = oversized(text);
  const policy = parseAccessPolicy(text);
  if (isUnreadable(policy)) {
    findings.push(ungrammatical({ ...policy, remedy: "write an IAM policy document with a Statement" }));
    return findings;
  }
  // The service finishes one check over the whole document before the next. [F58]
  for (const { whole, each } of rules) {
    if (whole) findings.push(...whole(policy, context));
    else findings.push(...policy.statements.flatMap((statement) => each(statement, context, policy.version)));
  }
  const document = JSON.parse(text);
  findings.push(...elementRules.flatMap((rule) => rule(document)));
  return findings.sort((a, b) => Number(a.severity === "advice") - Number(b.severity === "advice"));
}

const rules: readonly ({ whole: DocumentRule; each?: never } | { each: StatementRule; whole?: never })[] = [
  { each: conditionKeys },
  { each: principals },
  { whole: accountToOrganization },
  { each: effects },
  { each: actions },
  { each: resources },
  { each: unknownPrincipals },
  { each: conditionValues },
  { each: conditionOperators },
  { each: openToEveryone },
  { each: wildcards },
  { each: variables },
  { each: nullValues },
];

const elementRules: readonly ElementRule[] = [unknownElements, versionNames, statementIds, principalKinds];
