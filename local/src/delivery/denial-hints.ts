import { checkAccessPolicy } from "@log-destinations/core";
import { coversAction, coversResource, isEvaluable } from "@log-destinations/core/service";
import { everywhere } from "../addresses/scopes.ts";
import type { AccountRecord, DestinationRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { policyOf } from "./subscription.ts";

/** Lines of advice on an access policy, about mistakes that the service accepts in silence. */
export function policyAdvice({ destination }: DestinationRecord): string[] {
  const { accessPolicy = "", arn } = destination;
  return checkAccessPolicy(accessPolicy, { destinationArn: arn })
    .filter(({ severity }) => severity === "advice")
    .map(({ rule, where, message, remedy }) => `the access policy of ${arn}: ${where} ${message}; ${remedy} [${rule}]`);
}

/** Lines that say what to change, in the policy or in the declarations, so that an account may subscribe. */
export function denialHints(
  state: State,
  record: DestinationRecord,
  account: string,
  { action }: { readonly action?: string },
): string[] {
  const { accessPolicy, arn } = record.destination;
  if (accessPolicy === undefined)
    return [`${arn} has no access policy, and without one not even its owner may subscribe [LD3231]`];
  const hint =
    action === "logs:PutAccountPolicy" ? bothActions(arn, account) : organizationHint(state, record, account);
  return hint === undefined ? policyAdvice(record) : [...policyAdvice(record), hint];
}

/** The other of the two actions is allowed, and refused first where it is not. [F210] */
function bothActions(arn: string, account: string): string {
  return (
    `the access policy of ${arn} lets ${account} subscribe log groups and not its whole account: ` +
    "for that it has to allow logs:PutAccountPolicy beside logs:PutSubscriptionFilter [LD3233]"
  );
}

/** The member of an account's declaration that a condition key compares. */
const declaredAs: Readonly<Record<string, { member: keyof AccountRecord; example: string }>> = {
  "aws:PrincipalOrgID": { member: "organization", example: "o-…" },
  "aws:PrincipalOrgPaths": { member: "organizationPath", example: "o-…/r-…/ou-…/" },
};

/** The declaration that could let in an account that its organization keeps out; `undefined` where none could. */
function organizationHint(state: State, { destination }: DestinationRecord, account: string): string | undefined {
  const { accessPolicy = "", arn } = destination;
  const declared = state.table("accounts").get(everywhere, account);
  const { version, statements } = policyOf(accessPolicy);
  const wanted = statements
    .filter((statement) => statement.effect === "Allow" && isEvaluable(statement, version))
    .filter((statement) => coversAction(statement, "logs:PutSubscriptionFilter"))
    .filter((statement) => coversResource(statement, arn, version))
    .flatMap(({ conditions }) => conditions.map(({ key }) => declaredAs[key]))
    .find((known) => known && declared?.[known.member] === undefined);
  if (!wanted) return undefined;
  const declaration = JSON.stringify({ accounts: { [account]: { [wanted.member]: wanted.example } } });
  return `${arn} lets in by organization, and ${account} has no ${wanted.member}; to change that declare ${declaration} [LD3232]`;
}
