import { checkAccessPolicy } from "@log-destinations/core";
import { coversAction, coversResource, isEvaluable } from "@log-destinations/core/service";
import { everywhere } from "../addresses/scopes.ts";
import type { AccountRecord, DestinationRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { statementsOf } from "./subscription.ts";

/** What a policy's author should know and the service does not say, in lines. */
export function policyAdvice({ destination }: DestinationRecord): string[] {
  const { accessPolicy = "", arn } = destination;
  return checkAccessPolicy(accessPolicy, { destinationArn: arn })
    .filter(({ severity }) => severity === "advice")
    .map(({ where, message, remedy }) => `the access policy of ${arn}: ${where} ${message}; ${remedy}`);
}

/** Why an account is kept out, as far as something is to be mended: in the policy, or in what was declared of it. */
export function denialHints(state: State, record: DestinationRecord, account: string): string[] {
  const { accessPolicy, arn } = record.destination;
  if (accessPolicy === undefined)
    return [`${arn} has no access policy, and without one not even its owner may subscribe`];
  const hint = organizationHint(state, record, account);
  return hint === undefined ? policyAdvice(record) : [...policyAdvice(record), hint];
}

/** The member of an account's declaration that a condition's key is about. */
const declaredAs: Readonly<Record<string, { member: keyof AccountRecord; example: string }>> = {
  "aws:PrincipalOrgID": { member: "organization", example: "o-…" },
  "aws:PrincipalOrgPaths": { member: "organizationPath", example: "o-…/r-…/ou-…/" },
};

/** Which declaration could let in an account that is kept out by its organization; `undefined` where none could. */
function organizationHint(state: State, { destination }: DestinationRecord, account: string): string | undefined {
  const { accessPolicy = "", arn } = destination;
  const declared = state.table("accounts").get(everywhere, account);
  const wanted = statementsOf(accessPolicy)
    .filter((statement) => statement.effect === "Allow" && isEvaluable(statement))
    .filter((statement) => coversAction(statement, "logs:PutSubscriptionFilter") && coversResource(statement, arn))
    .flatMap(({ conditions }) => conditions.map(({ key }) => declaredAs[key]))
    .find((known) => known && declared?.[known.member] === undefined);
  if (!wanted) return undefined;
  const declaration = JSON.stringify({ accounts: { [account]: { [wanted.member]: wanted.example } } });
  return `${arn} lets in by organization, and ${account} has no ${wanted.member}; to change that declare ${declaration}`;
}
