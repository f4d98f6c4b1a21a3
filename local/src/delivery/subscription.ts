import {
  isKnownOperator,
  isUnreadable,
  mayPutSubscriptionFilter,
  type PolicyStatement,
  parseDestinationArn,
  readAccessPolicy,
  type SubscriptionDecision,
} from "@log-destinations/core";
import { type Call, scopeOf } from "../service/call.ts";
import { type DestinationRecord, everywhere } from "../state/records.ts";
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

/** Can its conditions be evaluated here? */
export function isEvaluable({ conditions }: PolicyStatement): boolean {
  return conditions.every(({ operator }) => isKnownOperator(operator));
}

/** The statements of an access policy that was taken. */
export function statementsOf(text: string): PolicyStatement[] {
  const policy = readAccessPolicy(text);
  return isUnreadable(policy) ? [] : policy.statements;
}
