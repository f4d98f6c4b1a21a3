import type { FunctionAddress } from "../arn.ts";
import type { Verdict } from "../policy/verdict.ts";
import { type Broken, type NeighbourRules, notAsked, when } from "./rule.ts";

/** A Lambda function that a subscription names. */
export interface FunctionSubject {
  /** The function that is named. */
  readonly target: FunctionAddress;
  /** The account of the log groups. */
  readonly account: string;
  /** The Region of the log groups. */
  readonly region: string;
  /** Is the function there? */
  readonly exists: boolean;
  /** The answer of `mayInvokeFunction`; `undefined` for a function without a policy to ask. */
  readonly permission: Verdict | undefined;
}

/** [F404] */
const notExecuted = () => ({
  code: "InvalidParameterException",
  message:
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
});

/** The rules about a Lambda function that a subscription names. */
export type FunctionRules = NeighbourRules<
  FunctionSubject,
  "function-account" | "function-region" | "function-missing" | "function-permission"
>;

export const functionRules: FunctionRules = {
  "function-account": {
    neighbour: "a Lambda function",
    property: "its account",
    facts: ["F401", "F403"],
    notAskedBy: {},
    broken: ({ target, account }) =>
      when(target.account !== account, `the function is of another account than ${account}`),
    // The class is inferred. [F403]
    answer: () => ({
      code: "AccessDeniedException",
      message:
        "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
    }),
  },
  "function-region": {
    neighbour: "a Lambda function",
    property: "its Region",
    facts: ["F388"],
    notAskedBy: {},
    broken: ({ target, region }) =>
      when(target.region !== region, `the function is in ${target.region}, and the log group in ${region}`),
    answer: notExecuted,
  },
  "function-missing": {
    neighbour: "a Lambda function",
    property: "that it exists",
    facts: ["F404"],
    notAskedBy: { constructs: notAsked.whileDeployed },
    broken: ({ exists }) => when(!exists, "the function does not exist"),
    answer: notExecuted,
  },
  "function-permission": {
    neighbour: "a Lambda function",
    property: "its resource-based policy",
    facts: ["F404", "F386", "F387"],
    notAskedBy: { constructs: "they write the permission themselves" },
    broken: ({ permission }) => permission && notAllowed(permission),
    answer: notExecuted,
  },
};

function notAllowed({ answer, reason }: Verdict): Broken | undefined {
  if (answer === "yes") return undefined;
  return answer === "no"
    ? { why: `none of its permissions lets CloudWatch Logs invoke it: ${reason}` }
    : { why: `whether its permissions let CloudWatch Logs invoke it cannot be decided: ${reason}`, undecided: true };
}
