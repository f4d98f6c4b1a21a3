import type { AccessPolicy, PolicyStatement } from "./document.ts";
import { conditionVerdict } from "./request-conditions.ts";
import type { RoleRequest } from "./role-request.ts";
import { all, any, decisive, type Verdict } from "./verdict.ts";

/** A policy that is evaluated with others. */
export interface EvaluatedPolicy {
  /** The name by which reasons speak of it; none for one that is alone. */
  readonly name?: string;
  /** `undefined` for a policy of AWS without a document here: it may allow anything, and is taken to deny nothing. */
  readonly policy: AccessPolicy | undefined;
}

/**
 * Evaluates policies as IAM does for a request: what a Deny covers is denied, and so is what no Allow covers. [F119]
 *
 * @param covers whether a statement of a policy of this version is about the request, its conditions aside
 */
export function evaluatePolicies(
  policies: readonly EvaluatedPolicy[],
  request: RoleRequest,
  covers: (statement: PolicyStatement, version: string | undefined) => Verdict,
): Verdict {
  const among = (effect: string): Verdict[] =>
    policies.flatMap(({ name, policy: { version, statements } = { statements: [] } }) =>
      statements
        .filter((statement) => statement.effect === effect)
        .map((statement) => ({ statement, covered: covers(statement, version) }))
        .filter(({ covered }) => covered.answer !== "no")
        .map(({ statement, covered }) => applies(statement, name, covered, version, request)),
    );
  const denied = decisive(any, among("Deny"));
  if (denied?.answer === "yes") return { answer: "no", reason: `${denied.reason} denies it` };
  const allowed = decisive(any, [...among("Allow"), ...policies.flatMap(mayAllow)]);
  if (!allowed) {
    const [alone, ...others] = policies;
    const of = alone?.name !== undefined && others.length === 0 ? ` of the policy ${alone.name}` : "";
    return { answer: "no", reason: `no statement${of} allows it` };
  }
  if (allowed.answer !== "yes") return allowed;
  return denied?.answer === "undecided" ? denied : { answer: "yes", reason: `${allowed.reason} allows it` };
}

function mayAllow({ name, policy }: EvaluatedPolicy): Verdict[] {
  if (policy) return [];
  return [{ answer: "undecided", reason: `the policy ${name} is one of AWS, and its document is not known here` }];
}

function applies(
  { at, conditions }: PolicyStatement,
  name: string | undefined,
  covered: Verdict,
  version: string | undefined,
  request: RoleRequest,
): Verdict {
  const verdicts = [covered, ...conditions.map((condition) => conditionVerdict(condition, version, request))];
  const { answer, reason } = decisive(all, verdicts) ?? covered;
  const statement = name === undefined ? at : `${at} of the policy ${name}`;
  return { answer, reason: answer === "yes" ? statement : `${statement} ${reason}` };
}
