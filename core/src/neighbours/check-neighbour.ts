import type { Broken, NeighbourAnswer, NeighbourRule } from "./rule.ts";
import { type NeighbourSubjects, neighbourRules, type RulesByRelation } from "./rules.ts";

/** The id of a rule about neighbours, such as `log-group-class`. */
export type NeighbourRuleId = {
  [Relation in keyof RulesByRelation]: keyof RulesByRelation[Relation];
}[keyof RulesByRelation];

/** A rule that a neighbour breaks. */
export interface BrokenNeighbourRule extends Broken {
  /** Its id. */
  readonly rule: NeighbourRuleId;
  /** The service's answer; absent where it is that the test message could not be delivered. */
  readonly answer?: NeighbourAnswer;
}

/** Finds the first rule of a relation that a neighbour breaks; `undefined` where AWS takes what refers to it. */
export function checkNeighbour<Relation extends keyof NeighbourSubjects>(
  relation: Relation,
  subject: NeighbourSubjects[Relation],
): BrokenNeighbourRule | undefined {
  const rules = neighbourRules[relation] as Readonly<Record<string, NeighbourRule<NeighbourSubjects[Relation]>>>;
  for (const rule in rules) {
    const { broken, answer } = rules[rule] as NeighbourRule<NeighbourSubjects[Relation]>;
    const found = broken(subject);
    if (!found) continue;
    const answered = answer === "undeliverable" ? {} : { answer: answer(subject) };
    return { rule: rule as NeighbourRuleId, ...found, ...answered };
  }
  return undefined;
}

/** The answers to a test message that could not be delivered: of PutDestination, and of a filter to a stream. [F34, F101] */
export const undeliverableTexts = {
  destination: "Could not deliver test message to specified destination. Check if the destination is valid.",
  kinesis:
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.",
  firehose:
    "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
} as const;
