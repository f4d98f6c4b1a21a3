import type { BrokenNeighbourRule, NeighbourRuleId } from "@log-destinations/core/service";

/** The service has no operation that encrypts a stream. */
type RuleAskedHere = Exclude<NeighbourRuleId, `${string}stream-encryption-${string}`>;

/** The ids of the notes about neighbours, and of those about rules that cannot be decided. */
const ids: Readonly<Record<RuleAskedHere, string>> = {
  "stream-partition": "[LD3213]",
  "stream-account": "[LD3202]",
  "stream-missing": "[LD3203]",
  "stream-status": "[LD3204]",
  "delivery-stream-source": "[LD3072]",
  "stream-key-state": "[LD3073]",
  "stream-key-kind": "[LD3074]",
  "role-form": "[LD3205]",
  "role-account": "[LD3206]",
  "role-partition": "[LD3214]",
  "role-missing": "[LD3207]",
  "role-trust": "[LD3209]",
  "role-permission": "[LD3211]",
  "role-boundary": "[LD3052]",
  "stream-key-policy": "[LD3075]",
  "stream-key-permission": "[LD3076]",
  "function-account": "[LD3240]",
  "function-region": "[LD3241]",
  "function-missing": "[LD3242]",
  "function-permission": "[LD3243]",
  "log-group-class": "[LD3077]",
  "log-group-protection": "[LD3078]",
  "log-group-delivery-retention": "[LD3079]",
  "log-group-key-arn": "[LD3080]",
  "log-group-key-region": "[LD3081]",
  "log-group-key-missing": "[LD3082]",
  "log-group-key-state": "[LD3083]",
  "log-group-key-kind": "[LD3084]",
  "log-group-key-policy": "[LD3085]",
};
const undecidedIds: Readonly<Partial<Record<NeighbourRuleId, string>>> = {
  "role-trust": "[LD3210]",
  "role-permission": "[LD3212]",
  "role-boundary": "[LD3053]",
  "function-permission": "[LD3244]",
  "stream-key-permission": "[LD3086]",
  "stream-key-policy": "[LD3087]",
  "log-group-key-policy": "[LD3088]",
};

/** A line that says why a neighbour is in the way. */
export function noteOf({ rule, why, undecided }: BrokenNeighbourRule): string {
  return `${why} ${(undecided && undecidedIds[rule]) ?? ids[rule as RuleAskedHere]}`;
}
