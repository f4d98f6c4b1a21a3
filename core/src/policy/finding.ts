import type { AccessPolicy, PolicyStatement } from "./document.ts";

/** The rules that {@link checkAccessPolicy} holds a policy to, in the order in which the service would speak up. */
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
  | "open-to-everyone";

/** One thing that is wrong with an access policy. */
export interface PolicyFinding {
  rule: PolicyRule;
  /**
   * `refused`: `PutDestinationPolicy` answers with an error. `advice`: the service takes it, and senders fail later or
   * more of them get in than the author may think.
   */
  severity: "refused" | "advice";
  /** Where in the document, `Statement[0].Principal`. */
  where: string;
  /** What is wrong, with the value got. */
  message: string;
  /** What to write instead. */
  remedy: string;
  /** What the service answers; present on `refused` alone. */
  answer?: string;
}

/** What a policy is checked against beside itself. Each rule that needs a missing member is left out. */
export interface PolicyContext {
  /** The destination it is for: each `Resource` must cover it. */
  destinationArn?: string;
  /** Its name, for a caller without the ARN: each `Resource` must cover a destination of this name. */
  destinationName?: string;
  /** The policy in force: going from account ids to an organization needs `forceUpdate`. [F66] */
  currentPolicy?: string;
  /** @default false */
  forceUpdate?: boolean;
}

/** A rule over the whole document. */
export type DocumentRule = (policy: AccessPolicy, context: PolicyContext) => PolicyFinding[];
/** A rule over each statement. */
export type StatementRule = (statement: PolicyStatement, context: PolicyContext) => PolicyFinding[];
