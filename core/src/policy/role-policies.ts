import { type AccessPolicy, isUnreadable, type PolicyStatement, parseAccessPolicy } from "./document.ts";
import { conditionVerdict, whyNotEvaluated } from "./source-conditions.ts";
import type { TrustSource } from "./source-keys.ts";
import { all, any, decisive, type Verdict } from "./verdict.ts";

/**
 * Finds why a text cannot be used as a policy of a role: it is no policy, or has a condition that
 * {@link evaluateRolePolicies} never evaluates; `undefined` for a good one.
 */
export function checkRolePolicy(text: string): string | undefined {
  const policy = parseAccessPolicy(text);
  if (isUnreadable(policy)) return `${policy.where} ${policy.message}`;
  for (const { at, conditions } of policy.statements) {
    const why = conditions.map(whyNotEvaluated).find((reason) => reason !== undefined);
    if (why !== undefined) return `${at} ${why}`;
  }
  return undefined;
}

/**
 * Evaluates policies of a role as IAM does when CloudWatch Logs acts on behalf of the source: what a Deny covers is
 * denied, and so is what no Allow covers. [F119]
 *
 * @param covers whether a statement is about the action that is asked for, its conditions aside
 */
export function evaluateRolePolicies(
  policies: readonly AccessPolicy[],
  source: TrustSource,
  covers: (statement: PolicyStatement) => Verdict,
): Verdict {
  const among = (effect: string): Verdict | undefined => {
    const verdicts = policies.flatMap(({ version, statements }) =>
      statements
        .filter((statement) => statement.effect === effect)
        .map((statement) => ({ statement, covered: covers(statement) }))
        .filter(({ covered }) => covered.answer !== "no")
        .map(({ statement, covered }) => applies(statement, covered, version, source)),
    );
    return decisive(any, verdicts);
  };
  const denied = among("Deny");
  if (denied?.answer === "yes") return { answer: "no", reason: `${denied.reason} denies it` };
  const allowed = among("Allow");
  if (!allowed) return { answer: "no", reason: "no statement allows it" };
  if (allowed.answer !== "yes") return allowed;
  return denied?.answer === "undecided" ? denied : { answer: "yes", reason: `${allowed.reason} allows it` };
}

function applies(
  { at, conditions }: PolicyStatement,
  covered: Verdict,
  version: string | undefined,
  source: TrustSource,
): Verdict {
  const verdicts = [covered, ...conditions.map((condition) => conditionVerdict(condition, version, source))];
  const { answer, reason } = decisive(all, verdicts) ?? covered;
  return { answer, reason: answer === "yes" ? at : `${at} ${reason}` };
}
