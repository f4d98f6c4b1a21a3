import type { AccessPolicy, PolicyStatement } from "./document.ts";

/** The rules of {@link checkAccessPolicy}, in the order in which the service checks them. */
export type PolicyRule =
  | "size"
  | "grammar"
  | "condition-key"
  | "principal"
  | "account-to-organization"
  | "effect"
  | "action"
  | "resource"
  | "unknown-principal"
  | "condition-value"
  | "condition-operator"
  | "open-to-everyone"
  | "wildcard"
  | "variable"
  | "null-value"
  | "unknown-element"
  | "version"
  | "sid"
  | "principal-kind";

/** One thing that is wrong with an access policy. */
export interface PolicyFinding {
  /** The rule that it breaks. */
  rule: PolicyRule;
  /**
   * `refused`: `PutDestinationPolicy` answers with an error. `advice`: the service accepts the policy, and senders fail
   * later, or more of them may subscribe than the author expects.
   */
  severity: "refused" | "advice";
  /** Where in the document, `Statement[0].Principal`. */
  where: string;
  /** The fault, with the value got. */
  message: string;
  /** The remedy: a text to write instead. */
  remedy: string;
  /** The answer of the service; present on `refused` alone. */
  answer?: string;
}

/** The circumstances of a policy. A rule that needs a missing member is left out. */
export interface PolicyContext {
  /** The destination it is for: each `Resource` must cover it. */
  destinationArn?: string;
  /** Its name, for a caller without the ARN: each `Resource` must cover a destination of this name. */
  destinationName?: string;
  /** The policy in force: going from account ids to an organization needs `forceUpdate`. [F66] */
  currentPolicy?: string;
  /**
   * Is the policy put with `forceUpdate`?
   * @default false
   */
  forceUpdate?: boolean;
}

/** A rule over the whole document. */
export type DocumentRule = (policy: AccessPolicy, context: PolicyContext) => PolicyFinding[];
/** A rule over each statement. The version is the policy's, by which `${…}` is a variable or a text. */
export type StatementRule = (
  statement: PolicyStatement,
  context: PolicyContext,
  version: string | undefined,
) => PolicyFinding[];
/** A rule over the JSON of the document, for what is left out when it is read. */
export type ElementRule = (document: Readonly<Record<string, unknown>>) => PolicyFinding[];
