import type { NeighbourRuleId } from "./core";

/** The rules that constructs ask about what they refer to. `role-form` is asked where the ARN is given. */
const remedies: Partial<Record<NeighbourRuleId, string>> = {
  "stream-partition": "make a destination and its stream in each partition [LD2930]",
  "stream-account":
    "the stream of another account is reached by a LogDestination there: make a LogDestination by a provider of that account, " +
    "and subscribe to it [LD2540]",
  "delivery-stream-source":
    "give the stream that it reads from as the target, or a Firehose stream without a source [LD2931]",
  "stream-key-state": "enable the key, or encrypt the stream with another [LD2932]",
  "stream-key-kind": "encrypt the stream with a symmetric key [LD2933]",
  "stream-key-policy":
    "let the policy of the key allow the account's root user, as the default one does, or the role [LD2934]",
  "stream-key-permission":
    "give the target the ARN of that key as kmsKeyArn, and a role of your own the permissionsPolicy of the target [LD2935]",
  "role-account": "give one that is made with the same provider [LD2539]",
  "role-partition": "give a role of the Region's partition [LD2936]",
  "role-trust":
    "give it a trust policy that lets logs.amazonaws.com assume it, such as the trustPolicy of a LogDestination [LD2937]",
  "role-permission":
    "attach the permissionsPolicy of the target to it; where its policies are made outside the app, give roleArn as a literal [LD2938]",
  "role-boundary": "let the boundary allow it, or give the role another one [LD2939]",
  "function-account": "make a LogDestination there whose stream it reads, and subscribe to that [LD2942]",
  "function-region": "give a function of the log group's Region [LD2940]",
  "log-group-class":
    "make the log group of the class STANDARD, which replaces it, or leave its subscription out [LD2941]",
};

/** What to do about a rule that a neighbour breaks, and the id of the message. */
export function remedyFor(rule: NeighbourRuleId): string {
  return remedies[rule] ?? "";
}
