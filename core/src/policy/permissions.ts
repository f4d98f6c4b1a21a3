import { coversAction } from "./decide.ts";
import { isUnreadable, type PolicyStatement, parseAccessPolicy } from "./document.ts";
import { type EvaluatedPolicy, evaluatePolicies } from "./evaluate.ts";
import { variablesIn } from "./request-conditions.ts";
import { resourceAnswer, resourceTexts } from "./resources.ts";
import type { SessionRequest } from "./role-request.ts";
import type { Verdict } from "./verdict.ts";

/** A policy of a role. */
export interface NamedPolicy {
  /** The name of an inline policy, or the ARN of a managed one. */
  readonly name: string;
  /** JSON text; `undefined` for a policy of AWS without a document here. */
  readonly document: string | undefined;
}

/** What a role may do. */
export interface RolePermissions {
  /** Its inline policies and the managed ones that are attached to it. */
  readonly policies: readonly NamedPolicy[];
  /**
   * Its permissions boundary.
   * @default none, and only the policies limit the role
   */
  readonly boundary?: NamedPolicy | undefined;
}

/** Whether a role may do something. */
export interface PermissionVerdict extends Verdict {
  /** The role's policies allow it, and the permissions boundary decided or left it open. */
  readonly byBoundary?: true;
}

/** Finds why a text cannot be a policy of a role; `undefined` for a good one. */
export function checkRolePolicy(text: string): string | undefined {
  const policy = parseAccessPolicy(text);
  return isUnreadable(policy) ? `${policy.where} ${policy.message}` : undefined;
}

/**
 * Decides, as IAM does, whether the session of a role may make a request. With a permissions boundary it may do what its
 * policies and the boundary both allow. [F299]
 *
 * @returns `undecided` where the answer hangs on a condition or a policy of AWS that is not known here
 */
export function rolePermits({ policies, boundary }: RolePermissions, request: SessionRequest): PermissionVerdict {
  const byPolicies = evaluatePolicies(policies.map(evaluated), request, covering(request));
  if (!boundary || byPolicies.answer === "no") return byPolicies;
  const limit = evaluatePolicies([evaluated(boundary)], request, covering(request));
  if (limit.answer === "yes" || (limit.answer === "undecided" && byPolicies.answer === "undecided")) return byPolicies;
  return { ...limit, byBoundary: true };
}

function evaluated({ name, document }: NamedPolicy): EvaluatedPolicy {
  if (document === undefined) return { name, policy: undefined };
  const policy = parseAccessPolicy(document);
  return { name, policy: isUnreadable(policy) ? { statements: [] } : policy };
}

function covering(request: SessionRequest): (statement: PolicyStatement, version: string | undefined) => Verdict {
  return (statement, version) => {
    if (!coversAction(statement, request.action)) return { answer: "no", reason: "" };
    const texts = resourceTexts(statement, version, variablesIn(request));
    const reason = texts.includes(undefined)
      ? "names a Resource by a variable whose value is not known"
      : "has a Resource with a wildcard for the service, which IAM does not take";
    return { answer: resourceAnswer(statement, texts, request.resource), reason };
  };
}
