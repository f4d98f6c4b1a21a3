import { fieldMatcher } from "./match-comparison.ts";
import { conditionMatcher } from "./match-condition.ts";
import type { Field, FieldPattern } from "./pattern.ts";
import { splitFields } from "./split-fields.ts";
import type { Steps } from "./steps.ts";

/** The fields of a message, and the place among them of each field of the pattern. */
export interface FieldMatch {
  readonly fields: readonly string[];
  /** By run of the pattern: the index of the first of its fields. */
  readonly starts: readonly number[];
}

type Run = readonly ((field: string) => boolean)[];

/** Finds where the fields of a pattern are in a message; nothing where it does not match. */
export function fieldFinder(pattern: FieldPattern, steps: Steps): (message: string) => FieldMatch | undefined {
  const runs = pattern.runs.map((run) => run.map((field) => testOf(field, steps)));
  return (message) => {
    const fields = fieldsOf(message, pattern, steps);
    const starts = fields && placesOf(runs, fields, steps);
    return fields && starts && { fields, starts };
  };
}

/**
 * The fields of a message as the pattern divides it: without an ellipsis, the last one has all that is left. [F371]
 * Nothing where the message has fewer than the pattern, or more.
 */
export function fieldsOf(message: string, { runs }: FieldPattern, steps: Steps): readonly string[] | undefined {
  const found = splitFields(message, steps);
  const fewest = runs.reduce((count, run) => count + run.length, 0);
  if (found.length < fewest) return undefined;
  if (runs.length > 1 || found.length === fewest) return found.map(({ text }) => text);
  const last = message.slice(found[fewest - 1]?.at).trimEnd();
  return [...found.slice(0, fewest - 1).map(({ text }) => text), last];
}

function testOf({ condition }: Field, steps: Steps): (field: string) => boolean {
  if (!condition) return () => true;
  return conditionMatcher(condition, (comparison) => fieldMatcher(comparison, steps));
}

/** The first run is at the beginning, the last one at the end, each other one as early as it fits. */
function placesOf(runs: readonly Run[], fields: readonly string[], steps: Steps): number[] | undefined {
  const fitsAt = (run: Run, start: number): boolean =>
    run.every((test, index) => {
      steps.count++;
      return test(fields[start + index] ?? "");
    });
  const [first = [], ...others] = runs;
  const last = others.pop();
  if (!fitsAt(first, 0)) return undefined;
  if (!last) return [0];
  const end = fields.length - last.length;
  const starts = [0];
  let from = first.length;
  for (const run of others) {
    while (from + run.length <= end && !fitsAt(run, from)) from++;
    if (from + run.length > end) return undefined;
    starts.push(from);
    from += run.length;
  }
  return fitsAt(last, end) ? [...starts, end] : undefined;
}
