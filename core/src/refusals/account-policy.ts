import { parseSubscriptionPolicy, type SubscriptionPolicy } from "../account-policies/document.ts";
import { parseSelectionCriteria } from "../account-policies/selection-criteria.ts";
import { LogsError } from "../errors.ts";
import { showValue } from "../operations/describe.ts";
import { operations } from "../operations/table.ts";
import { memberViolations, type Violation } from "../operations/validate.ts";
import type { DeleteAccountPolicyRequest, PutAccountPolicyRequest } from "../operations/wire-types.ts";
import { filterPatternProblem } from "../patterns/filter-pattern.ts";
import { isUnreadable } from "../policy/document.ts";
import { wrongArns } from "./arns.ts";

/** Something in a request about an account-level subscription for which the service refuses it. */
export interface AccountPolicyFault {
  /** The member of the request. */
  readonly member: "policyDocument" | "selectionCriteria" | "dryRun";
  /** The fault, with the value got and the value expected. */
  readonly message: string;
  /**
   * The service's answer, an `InvalidParameterException`. Absent where it is the answer to the destination, role or
   * pattern that the document names, as for a filter.
   */
  readonly answer?: string;
}

/**
 * Finds what the service refuses in a request whose members keep the constraints of the table, in the order in which it
 * speaks up: that the document comes before the criteria is recorded, the rest is inferred [F198].
 * @param region where the request is sent, if that is known
 */
export function checkAccountPolicy(
  request: Pick<PutAccountPolicyRequest, "policyDocument" | "selectionCriteria" | "dryRun">,
  region?: string,
): AccountPolicyFault[] {
  return [
    ...checkDryRun(request),
    ...checkSubscriptionPolicy(request.policyDocument, region),
    ...checkSelectionCriteria(request.selectionCriteria),
  ];
}

/**
 * Refuses a request about an account-level subscription that the service would refuse, whose members keep the
 * constraints of the table.
 * @param region where the request is sent, if that is known
 * @throws LogsError `InvalidParameterException` with the violations
 */
export function refuseBadAccountPolicy(
  operation: "PutAccountPolicy" | "DeleteAccountPolicy",
  request: PutAccountPolicyRequest,
  region?: string,
): void {
  const faults = operation === "PutAccountPolicy" ? checkAccountPolicy(request, region) : checkDryRun(request);
  if (faults.length === 0) return;
  const said = faults.map(({ message }) => message).join(". ");
  throw new LogsError("InvalidParameterException", `${said} [LD1922]`, {
    operation,
    violations: faults.map(violationOf),
  });
}

function violationOf({ member, message, answer }: AccountPolicyFault): Violation {
  return { member, constraint: answer ?? message, message };
}

/** A dry run is for retention policies alone [F177]; the words of the answer are inferred, after those of F204. */
export function checkDryRun({ dryRun }: Pick<DeleteAccountPolicyRequest, "dryRun">): AccountPolicyFault[] {
  if (dryRun !== true) return [];
  const message = "dryRun is true, and the service has a dry run of RETENTION_POLICY alone; leave it out";
  const answer = "DryRun is not yet supported for the SUBSCRIPTION_FILTER_POLICY policy type.";
  return [{ member: "dryRun", message, answer }];
}

function checkSubscriptionPolicy(text: string, region: string | undefined): AccountPolicyFault[] {
  const policy = parseSubscriptionPolicy(text);
  const member = "policyDocument";
  if (isUnreadable(policy)) {
    return [{ member, message: `policyDocument: ${policy.where} ${policy.message}`, answer: policy.answer }];
  }
  return faultsAsFilter(policy, region).map(({ message, ...answer }) => ({
    member,
    message: `policyDocument: ${message}`,
    ...answer,
  }));
}

/** The document's members are those of a filter, with a capital, and keep the same rules: inferred. [F378] */
function faultsAsFilter(policy: SubscriptionPolicy, region: string | undefined): Omit<AccountPolicyFault, "member">[] {
  const { destinationArn, filterPattern, roleArn } = operations.PutSubscriptionFilter.request;
  const { DestinationArn, FilterPattern, RoleArn } = policy;
  const filter = { destinationArn: DestinationArn, filterPattern: FilterPattern, roleArn: RoleArn };
  const broken = memberViolations({ destinationArn, filterPattern, roleArn }, filter).map(
    ({ member, message, constraint }) => ({
      message: capitalized(message),
      answer: `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${constraint}`,
    }),
  );
  const arns = wrongArns("PutSubscriptionFilter", filter, region).map(({ message }) => ({
    message: capitalized(message),
  }));
  // A pattern that is too long is not read.
  const problem = broken.length > 0 ? undefined : filterPatternProblem(FilterPattern);
  const pattern =
    problem === undefined ? [] : [{ message: `FilterPattern is ${showValue(FilterPattern)}: ${problem.message}` }];
  return [...broken, ...arns, ...pattern];
}

/** A message about members of a filter, with the names that they have in the document. What is in quotes is a value. */
function capitalized(message: string): string {
  return message.replace(/"[^"]*"?|\b(?:destinationArn|filterPattern|roleArn)\b/g, (part) =>
    part.startsWith('"') ? part : part.charAt(0).toUpperCase() + part.slice(1),
  );
}

function checkSelectionCriteria(criteria: string | undefined): AccountPolicyFault[] {
  if (criteria === undefined || criteria === null || parseSelectionCriteria(criteria)) return [];
  const message = `selectionCriteria is ${showValue(criteria)}; expected LogGroupName NOT IN ["NAME", "NAME"], with exact names in double quotes`;
  // [F203]
  return [{ member: "selectionCriteria", message, answer: "The provided SelectionCriteria string is invalid." }];
}
