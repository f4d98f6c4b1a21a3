import {
  type AccessPolicy,
  checkAccessPolicy,
  coversAction,
  coversResource,
  isKnownOperator,
  isUnreadable,
  mayPutSubscriptionFilter,
  type PolicyStatement,
  parseDestinationArn,
  readAccessPolicy,
  type SubscriptionDecision,
} from "@log-destinations/core";
import { type Call, scopeOf } from "../service/call.ts";
import { type AccountRecord, type DestinationRecord, everywhere } from "../state/records.ts";
import type { State } from "../state/state.ts";

/** The destination of this ARN, where it exists in the caller's Region: log group and destination share one. */
export function destinationAt({ state, caller }: Call, arn: string): DestinationRecord | undefined {
  const address = parseDestinationArn(arn);
  if (address?.region !== caller.region) return undefined;
  const record = state.table("destinations").get(scopeOf(address), address.destinationName);
  return record?.destination.arn === arn ? record : undefined;
}

/** May this account subscribe to this destination? */
export function decide(
  state: State,
  { destination }: DestinationRecord,
  { account, principalId }: { account: string; principalId?: string | undefined },
): SubscriptionDecision {
  const declared = state.table("accounts").get(everywhere, account);
  const subscriber = { account, ...declared, ...(principalId !== undefined && { principalId }) };
  const { accessPolicy, arn: destinationArn } = destination;
  const policy = accessPolicy === undefined ? undefined : withoutUnknownOperators(accessPolicy);
  return mayPutSubscriptionFilter({ policy, destinationArn, owner: ownerOf(destinationArn), subscriber });
}

/** The account that a destination belongs to. */
export function ownerOf(destinationArn: string): string {
  return parseDestinationArn(destinationArn)?.account ?? "";
}

/**
 * The policy with the statements idle whose conditions cannot be evaluated. The service took them; that they then apply
 * to nobody, whether they allow or deny, is inferred.
 */
function withoutUnknownOperators(text: string): string {
  const statements = statementsOf(text);
  if (statements.every(isEvaluable)) return text;
  const document = JSON.parse(text) as { Statement: object };
  const Statement = [document.Statement]
    .flat()
    .map((statement, index) =>
      isEvaluable(statements[index] as PolicyStatement)
        ? statement
        : { ...statement, Effect: "", Condition: undefined },
    );
  return JSON.stringify({ ...document, Statement });
}

function isEvaluable({ conditions }: PolicyStatement): boolean {
  return conditions.every(({ operator }) => isKnownOperator(operator));
}

function statementsOf(text: string): AccessPolicy["statements"] {
  const policy = readAccessPolicy(text);
  return isUnreadable(policy) ? [] : policy.statements;
}

/** What a policy's author should know and the service does not say, in lines. */
export function adviceOn({ destination }: DestinationRecord): string[] {
  const { accessPolicy = "", arn } = destination;
  return checkAccessPolicy(accessPolicy, { destinationArn: arn })
    .filter(({ severity }) => severity === "advice")
    .map(({ where, message, remedy }) => `the access policy of ${arn}: ${where} ${message}; ${remedy}`);
}

/** Why an account is kept out, as far as something is to be mended: in the policy, or in what was declared of it. */
export function whyKeptOut(state: State, record: DestinationRecord, account: string): string[] {
  const { accessPolicy, arn } = record.destination;
  if (accessPolicy === undefined)
    return [`${arn} has no access policy, and without one not even its owner may subscribe`];
  const hint = organizationHint(state, record, account);
  return hint === undefined ? adviceOn(record) : [...adviceOn(record), hint];
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
