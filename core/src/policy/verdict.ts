/** `undecided` where it hangs on something unknown. */
export type Answer = "yes" | "no" | "undecided";

/** An answer, and what decided it or left it open. */
export interface Verdict {
  answer: Answer;
  reason: string;
}

const fromWeakest: readonly Answer[] = ["no", "undecided", "yes"];
const fromStrongest: readonly Answer[] = fromWeakest.toReversed();

/** Do all of them hold? */
export function all(answers: readonly Answer[]): Answer {
  return fromWeakest.find((answer) => answers.includes(answer)) ?? "yes";
}

/** Does any of them hold? */
export function any(answers: readonly Answer[]): Answer {
  return fromStrongest.find((answer) => answers.includes(answer)) ?? "no";
}

/** The first of the verdicts that has the answer which {@link all} or {@link any} of them come to. */
export function decisive(join: typeof all | typeof any, verdicts: readonly Verdict[]): Verdict | undefined {
  const joined = join(verdicts.map(({ answer }) => answer));
  return verdicts.find(({ answer }) => answer === joined);
}

/** The answer to what was asked twice, with all that is unknown taken for what it is not and for what it is. */
export function between(least: boolean, most: boolean): Answer {
  if (least !== most) return "undecided";
  return least ? "yes" : "no";
}
