import { conditionHolds, isEvaluable, isKnownOperator, matchesPattern } from "./conditions.ts";
import { type AccessPolicy, type PolicyStatement, parseAccessPolicy, refuseUnreadable } from "./document.ts";

/** The account that wants to subscribe, by everything that a policy can name it by. */
export interface Subscriber {
  /** Twelve digits. */
  account: string;
  /** The id of its organization, `aws:PrincipalOrgID`; none for an account outside any. */
  organization?: string;
  /** Its place in the organization, `aws:PrincipalOrgPaths`: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
  organizationPath?: string;
  /** Another name of the caller that a policy may use as an `AWS` principal, such as a role's unique id. */
  principalId?: string;
}

/** The question to {@link mayPutSubscriptionFilter}. */
export interface SubscriptionRequest {
  /** The destination's access policy as stored; `undefined` where none was ever put. */
  policy: string | undefined;
  destinationArn: string;
  /** The account that owns the destination. */
  owner: string;
  subscriber: Subscriber;
  /** @default "logs:PutSubscriptionFilter" */
  action?: string;
}

/** Whether an account may subscribe, and by which statement. */
export type SubscriptionDecision =
  | {
      allowed: true;
      /** The statement that allows it; none where the owner subscribes to its own destination. */
      statement?: string;
      /** The sender has to name a role: the policy lets it in by its organization. */
      roleRequired: boolean;
    }
  | {
      allowed: false;
      /**
       * `undecided`: it depends on a statement whose condition has an operator that cannot be evaluated. That is a `Deny`
       * that may apply to an account with access, or an `Allow` that may apply to one without.
       */
      reason: "no-policy" | "not-allowed" | "explicit-deny" | "undecided";
      /** The statement that denies it, or on which it depends. */
      statement?: string;
    };

/**
 * Decides, as the service does, whether an account may put a subscription filter that names a destination.
 *
 * Without an access policy nobody may, the owner included [F69]; with one, the owner may unless it is denied [F70].
 * That a role is required is taken from the statement that lets the caller in: what a document with both accounts and
 * organizations asks of an account that it names is inferred [F73].
 *
 * Operators other than those over strings and `Null` are not evaluated, since it is not known what they do to the two
 * keys that such a policy may use [F74]. One statement that has them leaves the others in force; see `undecided`.
 *
 * @throws TypeError where the policy cannot be read
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
export function mayPutSubscriptionFilter(request: SubscriptionRequest): SubscriptionDecision {
  if (request.policy === undefined || request.policy === "") return { allowed: false, reason: "no-policy" };
  const policy = lastRead?.text === request.policy ? lastRead.policy : parseAccessPolicy(request.policy);
  refuseUnreadable(policy);
  lastRead = { text: request.policy, policy };
  return decide(policy, request);
}

/** One policy is usually asked about many accounts or, by each delivery, about one again and again. */
let lastRead: { readonly text: string; readonly policy: AccessPolicy } | undefined;

function decide({ statements }: AccessPolicy, request: SubscriptionRequest): SubscriptionDecision {
  const matching = statements.filter((statement) => mayApply(statement, request));
  const denials = matching.filter(({ effect }) => effect === "Deny");
  const deny = denials.find(isEvaluable);
  if (deny) return { allowed: false, reason: "explicit-deny", statement: deny.at };

  const allows = matching.filter(({ effect }) => effect === "Allow");
  const letIn =
    request.subscriber.account === request.owner
      ? ({ allowed: true, roleRequired: false } as const)
      : byStatement(allows);
  const doubtful = letIn ? denials[0] : allows[0];
  if (doubtful) return { allowed: false, reason: "undecided", statement: doubtful.at };
  return letIn ?? { allowed: false, reason: "not-allowed" };
}

/** The decision by the statements that allow the account and whose conditions can be evaluated. */
function byStatement(allows: readonly PolicyStatement[]): SubscriptionDecision | undefined {
  const byAccount = allows.find(({ conditions }) => conditions.length === 0);
  const allow = byAccount ?? allows.find(isEvaluable);
  return allow && { allowed: true, statement: allow.at, roleRequired: byAccount === undefined };
}

/** Does the statement apply? Conditions that cannot be evaluated count as fulfilled. */
function mayApply(statement: PolicyStatement, request: SubscriptionRequest): boolean {
  const action = request.action ?? "logs:PutSubscriptionFilter";
  return (
    namesPrincipal(statement, request.subscriber) &&
    coversAction(statement, action) &&
    coversResource(statement, request.destinationArn) &&
    statement.conditions
      .filter(({ operator }) => isKnownOperator(operator))
      .every((condition) => conditionHolds(condition, keyValues(condition.key, request.subscriber)))
  );
}

function namesPrincipal({ principals }: PolicyStatement, { account, principalId }: Subscriber): boolean {
  const { everyone, aws = [], excluded } = principals;
  const named = everyone || aws.some((name) => name === "*" || name === account || name === principalId);
  return named !== excluded;
}

/** Does the statement cover this action? IAM ignores the case of actions. [F120] */
export function coversAction({ actions, actionsExcluded }: PolicyStatement, action: string): boolean {
  const named = actions.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()));
  return named !== actionsExcluded;
}

/** Does the statement cover this resource? */
export function coversResource({ resources, resourcesExcluded }: PolicyStatement, arn: string): boolean {
  return resources.some((pattern) => matchesPattern(pattern, arn)) !== resourcesExcluded;
}

/** The subscriber's values of a condition key. */
export function keyValues(
  key: string,
  { organization, organizationPath }: Pick<Subscriber, "organization" | "organizationPath">,
): string[] {
  const values = new Map([
    ["aws:PrincipalOrgID", organization],
    ["aws:PrincipalOrgPaths", organizationPath],
  ]);
  return [values.get(key) ?? []].flat();
}
