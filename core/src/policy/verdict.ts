/** `undecided` where it hangs on something unknown. */
export type Answer = "yes" | "no" | "undecided";

/** An answer, and what decided it or left it open. */
export interface Verdict {
  /** The answer. */
  answer: Answer;
  /** What decided it, as a sentence. */
  reason: string;
}

type AnswerOf<Item> = (item: Item, index: number) => Answer;

/** Is the answer `yes` for each of them? */
export function all<Item>(items: readonly Item[], answerOf: AnswerOf<Item>): Answer {
  return unless("no", "yes", items, answerOf);
}

/** Is the answer `yes` for one of them? */
export function any<Item>(items: readonly Item[], answerOf: AnswerOf<Item>): Answer {
  return unless("yes", "no", items, answerOf);
}

function unless<Item>(decisive: Answer, otherwise: Answer, items: readonly Item[], answerOf: AnswerOf<Item>): Answer {
  let joined = otherwise;
  let index = 0;
  for (const item of items) {
    const answer = answerOf(item, index++);
    if (answer === decisive) return answer;
    if (answer === "undecided") joined = answer;
  }
  return joined;
}

/** The first of the verdicts that has the answer which {@link all} or {@link any} of them come to. */
export function decisive(join: typeof all | typeof any, verdicts: readonly Verdict[]): Verdict | undefined {
  const joined = join(verdicts, ({ answer }) => answer);
  return verdicts.find(({ answer }) => answer === joined);
}

/** The answer to what was asked twice, with all that is unknown taken for what it is not and for what it is. */
export function between(least: boolean, most: boolean): Answer {
  if (least !== most) return "undecided";
  return least ? "yes" : "no";
}
