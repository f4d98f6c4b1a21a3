import { readPattern } from "./filter-pattern.ts";
import { fieldMatcher } from "./match-comparison.ts";
import { type FieldMatch, fieldFinder, fieldsOf } from "./match-fields.ts";
import { jsonTestMatcher, parseEvent, selectJson } from "./match-json.ts";
import { regularExpressionMatcher } from "./match-regular-expression.ts";
import {
  type Comparison,
  type Condition,
  type FieldPattern,
  type JsonTest,
  type TermPattern,
  wildcard,
} from "./pattern.ts";
import { splitFields } from "./split-fields.ts";

/** Whether a message matches a filter pattern, and why it does not. */
export type FilterPatternExplanation =
  | {
      readonly matches: true;
      /**
       * The fields of the message where the pattern is a space-delimited one: by `$name`, those without a name by `$` and
       * their number, from 1. Otherwise nothing. [F375]
       */
      readonly extractedValues: Readonly<Record<string, string>>;
    }
  | {
      readonly matches: false;
      /** What the message lacks. It quotes the pattern, and never the message. */
      readonly reason: string;
      /** The part of the pattern that does not fit: the number of UTF-16 code units before it. */
      readonly at: number;
    };

interface Misfit {
  readonly reason: string;
  readonly at: number;
}

const uncounted = { count: 0 };

/**
 * Says whether a message matches a filter pattern: with the fields that the pattern finds in it, or with the first reason
 * why not.
 * @throws FilterPatternError where the text is no filter pattern
 */
export function explainFilterPattern(pattern: string, message: string): FilterPatternExplanation {
  const read = readPattern(pattern);
  let misfit: Misfit | undefined;
  let extractedValues: Record<string, string> = {};
  if (read.kind === "terms") misfit = misfitOfTerms(read, message);
  else if (read.kind === "json") misfit = misfitOfJson(read.condition, message);
  else if (read.kind === "regex") {
    const matches = regularExpressionMatcher(read.regex, uncounted)(message);
    if (!matches) misfit = { reason: `%${read.regex.text}% matches no part of the message`, at: read.regex.at - 1 };
  } else if (read.kind === "fields") {
    const match = fieldFinder(read, uncounted)(message);
    if (match) extractedValues = valuesOf(read, match);
    else misfit = misfitOfFields(read, message);
  }
  return misfit ? { matches: false, ...misfit } : { matches: true, extractedValues };
}

function misfitOfTerms({ included, excluded, optional }: TermPattern, message: string): Misfit | undefined {
  const missing = included.find(({ text }) => !message.includes(text));
  if (missing) return { reason: `${JSON.stringify(missing.text)} does not occur`, at: missing.at };
  const present = excluded.find(({ text }) => message.includes(text));
  if (present) return { reason: `${JSON.stringify(present.text)} occurs, and is excluded`, at: present.at };
  const [first] = optional;
  if (!first || optional.some(({ text }) => message.includes(text))) return undefined;
  return { reason: "none of the terms behind ? occurs", at: first.at };
}

function misfitOfJson(condition: Condition<JsonTest>, message: string): Misfit | undefined {
  const event = parseEvent(message, uncounted);
  if (!event) return { reason: "the message is no JSON object", at: 0 };
  return misfitOfCondition(condition, (test) => {
    if (jsonTestMatcher(test, uncounted)(event)) return undefined;
    return { reason: reasonOfTest(test, event), at: test.selector.at };
  });
}

function reasonOfTest({ selector, asks }: JsonTest, event: object): string {
  const { text, path } = selector;
  const values = selectJson(event, selector, uncounted);
  if (asks.kind === "missing") return `${text} exists`;
  if (values.length === 0) return `${text} does not exist`;
  const wanted = asks.kind === "is" ? `IS ${asks.word}` : showComparison(asks.comparison);
  if (path.includes(wildcard)) return `no value of ${text} fits ${wanted}`;
  const [value] = values;
  const misfit = `${text}, ${kindOf(value)}, does not fit ${wanted}`;
  if (asks.kind === "compared" && value === null) return `${misfit}; IS NULL asks for it`;
  if (asks.kind === "compared" && typeof value === "boolean") return `${misfit}; IS TRUE or IS FALSE asks for it`;
  return misfit;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return "a text";
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "an object";
  return `a ${typeof value}`;
}

function misfitOfFields(pattern: FieldPattern, message: string): Misfit | undefined {
  const { runs } = pattern;
  const fields = fieldsOf(message, pattern, uncounted);
  if (!fields) {
    const needed = runs.flat().length;
    const count = splitFields(message, uncounted).length;
    return { reason: `the message has ${count} of the ${needed} fields that the pattern needs`, at: 0 };
  }
  const [first = [], ...others] = runs;
  const last = others.pop() ?? [];
  const misfitAt = (run: FieldPattern["runs"][number], start: number): Misfit | undefined => {
    for (const [index, { name, condition }] of run.entries()) {
      const value = fields[start + index] ?? "";
      const misfit =
        condition &&
        misfitOfCondition(condition, (comparison) => {
          if (fieldMatcher(comparison, uncounted)(value)) return undefined;
          return {
            reason: `field ${start + index + 1}, ${name}, does not fit ${showComparison(comparison)}`,
            at: comparison.at,
          };
        });
      if (misfit) return misfit;
    }
    return undefined;
  };
  const misfit = misfitAt(first, 0) ?? misfitAt(last, fields.length - last.length);
  if (misfit) return misfit;
  const between = others.find((_, index) => {
    const upToHere = { ...pattern, runs: [first, ...others.slice(0, index + 1), last] };
    return !fieldFinder(upToHere, uncounted)(message);
  });
  return { reason: "no fields of the message fit those between ellipses", at: between?.[0]?.at ?? 0 };
}

function misfitOfCondition<Test>(
  condition: Condition<Test>,
  misfitOf: (test: Test) => Misfit | undefined,
): Misfit | undefined {
  if (condition.kind === "test") return misfitOf(condition.test);
  const misfits: Misfit[] = [];
  for (const one of condition.conditions) {
    const misfit = misfitOfCondition(one, misfitOf);
    if (misfit) misfits.push(misfit);
    if (misfit ? condition.kind === "all" : condition.kind === "any") return misfit;
  }
  const [first] = misfits;
  return first && { reason: misfits.map(({ reason }) => reason).join("; "), at: first.at };
}

function showComparison({ operator, value }: Comparison): string {
  if (value.kind === "regex") return `${operator} %${value.regex.text}%`;
  const text = `${value.openStart ? "*" : ""}${value.text}${value.openEnd ? "*" : ""}`;
  return `${operator} ${value.number === undefined ? JSON.stringify(text) : text}`;
}

function valuesOf({ runs }: FieldPattern, { fields, starts }: FieldMatch): Record<string, string> {
  const names = new Map(
    runs.flatMap((run, index) => run.map(({ name }, place) => [(starts[index] ?? 0) + place, name] as const)),
  );
  return Object.fromEntries(fields.map((field, index) => [`$${names.get(index) || index + 1}`, field]));
}
