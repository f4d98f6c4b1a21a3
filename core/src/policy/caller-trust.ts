import { parseArn } from "../arn.ts";
import { conditionHolds, holdsWithoutKey, isKnownOperator, withoutArnOperator } from "./conditions.ts";
import { coversAction } from "./decide.ts";
import { isUnreadable, type PolicyCondition, type PolicyStatement, parseAccessPolicy } from "./document.ts";
import { type Answer, all, any } from "./verdict.ts";

/** A caller of AssumeRole, in the terms in which a trust policy can speak of it. */
export interface AssumingCaller {
  /** Twelve digits. */
  readonly account: string;
  /** The ARN of the root user, of a user or of a role's session. */
  readonly arn: string;
  /** The id of its organization; none for an account outside any. */
  readonly organization?: string | undefined;
  /** The account's place there. */
  readonly organizationPath?: string | undefined;
  /** What the caller gives as `ExternalId`. */
  readonly externalId?: string | undefined;
  /** The name that the session is to have. */
  readonly roleSessionName: string;
}

/**
 * Decides whether a role's trust policy lets a caller of AssumeRole in. That the caller's own policies allow it is taken
 * for granted. [F421, F422]
 *
 * @returns `undecided` where the answer hangs on a condition that is not evaluated here
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function mayCallerAssumeRole(trustPolicy: string, caller: AssumingCaller): Answer {
  const policy = parseAccessPolicy(trustPolicy);
  if (isUnreadable(policy)) return "no";
  const about = policy.statements.filter(
    (statement) => coversAction(statement, "sts:AssumeRole") && names(statement, caller),
  );
  const answerOf = (effect: string): Answer =>
    any(
      about.filter((statement) => statement.effect === effect),
      (statement) => conditionsAnswer(statement.conditions, caller),
    );
  const denied = answerOf("Deny");
  const allowed = answerOf("Allow");
  if (denied === "yes" || allowed === "no") return "no";
  return denied === "undecided" ? denied : allowed;
}

/** The account, its root user and `*` stand for everybody whom the account's own policies let; another ARN is exact. */
function names({ principals }: PolicyStatement, { account, arn }: AssumingCaller): boolean {
  const named = (principals.aws ?? []).some((principal) => {
    if (["*", account, arn, principalArn(arn)].includes(principal)) return true;
    const { service, account: of, resource } = parseArn(principal) ?? {};
    return service === "iam" && of === account && resource === "root";
  });
  return (principals.everyone || named) !== principals.excluded;
}

/** The role of a session, as policies name it; any other caller is itself. */
function principalArn(arn: string): string {
  const { partition, service, account, resource = "" } = parseArn(arn) ?? {};
  const [kind, role] = resource.split("/");
  return service === "sts" && kind === "assumed-role" ? `arn:${partition}:iam::${account}:role/${role}` : arn;
}

/** The values of the condition keys that such a request has; an empty list for one that it lacks. */
const keys: Readonly<Record<string, (caller: AssumingCaller) => readonly (string | undefined)[]>> = {
  "aws:principalarn": ({ arn }) => [principalArn(arn)],
  "aws:principalaccount": ({ account }) => [account],
  "aws:principalorgid": ({ organization }) => [organization],
  "aws:principalorgpaths": ({ organizationPath }) => [organizationPath],
  "sts:externalid": ({ externalId }) => [externalId],
  "sts:rolesessionname": ({ roleSessionName }) => [roleSessionName],
};

function conditionsAnswer(conditions: readonly PolicyCondition[], caller: AssumingCaller): Answer {
  return all(conditions, ({ operator, key, values }) => {
    const valuesOf = keys[key.toLowerCase()];
    if (!valuesOf || values.some((value) => value.includes("${"))) return "undecided";
    const present = valuesOf(caller).filter((value) => value !== undefined);
    const condition = { operator: withoutArnOperator(operator), key, values };
    if (present.length === 0) return holdsWithoutKey(condition) ? "yes" : "no";
    if (!isKnownOperator(condition.operator)) return "undecided";
    return conditionHolds(condition, present) ? "yes" : "no";
  });
}
