import { conditionHolds, isEvaluableCondition, withFixedValues } from "./conditions.ts";
import {
  type AccessPolicy,
  type PolicyCondition,
  type PolicyStatement,
  parseAccessPolicy,
  refuseUnreadable,
} from "./document.ts";
import { comparesListAsOne } from "./organization.ts";
import { resourceAnswer, resourceTexts } from "./resources.ts";
import { type Answer, all } from "./verdict.ts";
import { matchesPattern } from "./wildcards.ts";

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

/** What conditions of access policies can compare of an account. */
export type Organized = Pick<Subscriber, "organization" | "organizationPath">;

/** The question to {@link mayPutSubscriptionFilter}. */
export interface SubscriptionRequest {
  /** The destination's access policy as stored; `undefined` where none was ever put. */
  policy: string | undefined;
  /** The ARN of the destination. */
  destinationArn: string;
  /** The account that owns the destination. */
  owner: string;
  /** Who wants to subscribe. */
  subscriber: Subscriber;
  /** The action that is asked for. @default "logs:PutSubscriptionFilter" */
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
       * `undecided`: it depends on a statement that cannot be evaluated, be it for an operator or for a variable, `${…}`.
       * That is a `Deny` that may apply to an account with access, or an `Allow` that may apply to one without.
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
 * keys that such a policy may use [F74], and neither are variables in a Resource or in a condition [F355]. One statement
 * that has them leaves the others in force; see `undecided`.
 *
 * @throws TypeError where the policy cannot be read
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
export function mayPutSubscriptionFilter(request: SubscriptionRequest): SubscriptionDecision {
  if (request.policy === undefined || request.policy === "") return { allowed: false, reason: "no-policy" };
  return decide(preparedPolicy(request.policy), request);
}

/** The actions that a destination's access policy has to allow for an account-level subscription. [F210] */
export const accountPolicyActions: readonly AccountPolicyAction[] = [
  "logs:PutSubscriptionFilter",
  "logs:PutAccountPolicy",
];

/** An action that an account-level subscription needs. */
export type AccountPolicyAction = "logs:PutSubscriptionFilter" | "logs:PutAccountPolicy";

/** Whether an account may put an account-level subscription; where it may not, the action that it lacks. */
export type AccountPolicyDecision =
  | (SubscriptionDecision & { allowed: true })
  | (SubscriptionDecision & { allowed: false; action: AccountPolicyAction });

/**
 * Decides whether an account may put an account-level subscription that names a destination, as
 * {@link mayPutSubscriptionFilter} does of a filter. The access policy has to allow both actions [F210]: that one alone
 * is not enough is inferred [F211].
 *
 * @throws TypeError where the policy cannot be read
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateDestination-Account.html
 */
export function mayPutAccountPolicy(request: Omit<SubscriptionRequest, "action">): AccountPolicyDecision {
  const decisions = accountPolicyActions.map((action) => ({
    action,
    ...mayPutSubscriptionFilter({ ...request, action }),
  }));
  const denied = decisions.flatMap((decision) => (decision.allowed ? [] : [decision]));
  const worst = denied.find(({ reason }) => reason === "explicit-deny") ?? denied[0];
  if (worst) return worst;
  const [first, second] = decisions.flatMap(({ action, ...decision }) => (decision.allowed ? [decision] : []));
  // With a statement for each action, either may ask for a role.
  return (first?.roleRequired ? first : second) as AccountPolicyDecision;
}

/** One policy is usually asked about many accounts, and some again and again, by each delivery. */
const lastRead = new Map<string, readonly PreparedStatement[]>();
const mostRead = 16;

/** @throws TypeError where the text is no policy */
function preparedPolicy(text: string): readonly PreparedStatement[] {
  const known = lastRead.get(text);
  if (known) return known;
  const policy = parseAccessPolicy(text);
  refuseUnreadable(policy);
  if (lastRead.size === mostRead) lastRead.clear();
  const prepared = preparedOf(policy);
  lastRead.set(text, prepared);
  return prepared;
}

/** A statement with all that no request changes. */
interface PreparedStatement extends PolicyStatement {
  /** Its resources without variables; `undefined` for one that has them. [F355] */
  readonly resourceTexts: readonly (string | undefined)[];
  readonly prepared: readonly PreparedCondition[];
}

interface PreparedCondition extends PolicyCondition {
  readonly isEvaluable: boolean;
}

function preparedOf({ version, statements }: AccessPolicy): PreparedStatement[] {
  return statements.map((statement) => ({
    ...statement,
    resourceTexts: resourceTexts(statement, version),
    prepared: statement.conditions.map((condition) => preparedCondition(condition, version)),
  }));
}

/** The condition as {@link conditionAnswer} takes it. */
export function preparedCondition(condition: PolicyCondition, version: string | undefined): PreparedCondition {
  return { ...withFixedValues(condition, version), isEvaluable: isEvaluableCondition(condition, version) };
}

/** Does a condition of an access policy hold for a subscriber? `undecided` where it cannot be evaluated. */
export function conditionAnswer(condition: PreparedCondition, subscriber: Organized): Answer {
  if (!condition.isEvaluable) return "undecided";
  const present = keyValues(condition.key, subscriber);
  if (present.length > 0 && comparesListAsOne(condition)) return "undecided";
  return conditionHolds(condition, present) ? "yes" : "no";
}

function decide(statements: readonly PreparedStatement[], request: SubscriptionRequest): SubscriptionDecision {
  const matching = statements
    .map((statement) => ({ statement, applies: applies(statement, request) }))
    .filter(({ applies }) => applies !== "no");
  const denials = matching.filter(({ statement }) => statement.effect === "Deny");
  const deny = denials.find(({ applies }) => applies === "yes");
  if (deny) return { allowed: false, reason: "explicit-deny", statement: deny.statement.at };

  const allows = matching.filter(({ statement }) => statement.effect === "Allow");
  const letIn =
    request.subscriber.account === request.owner
      ? ({ allowed: true, roleRequired: false } as const)
      : byStatement(allows.filter(({ applies }) => applies === "yes").map(({ statement }) => statement));
  const doubtful = letIn ? denials[0] : allows[0];
  if (doubtful) return { allowed: false, reason: "undecided", statement: doubtful.statement.at };
  return letIn ?? { allowed: false, reason: "not-allowed" };
}

/** The decision by the statements that allow the account. */
function byStatement(allows: readonly PolicyStatement[]): SubscriptionDecision | undefined {
  const byAccount = allows.find(({ conditions }) => conditions.length === 0);
  const allow = byAccount ?? allows[0];
  return allow && { allowed: true, statement: allow.at, roleRequired: byAccount === undefined };
}

function applies(statement: PreparedStatement, request: SubscriptionRequest): Answer {
  const action = request.action ?? "logs:PutSubscriptionFilter";
  if (!namesPrincipal(statement, request.subscriber) || !coversAction(statement, action)) return "no";
  const covers = resourceAnswer(statement, statement.resourceTexts, request.destinationArn);
  if (covers === "no") return "no";
  const holds = all(statement.prepared, (condition) => conditionAnswer(condition, request.subscriber));
  return holds === "yes" ? covers : holds;
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

/** The subscriber's values of a condition key. */
function keyValues(key: string, { organization, organizationPath }: Organized): string[] {
  const value =
    key === "aws:PrincipalOrgID" ? organization : key === "aws:PrincipalOrgPaths" ? organizationPath : undefined;
  return value === undefined ? [] : [value];
}
