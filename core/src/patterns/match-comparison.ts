import { parseNumber } from "./comparison.ts";
import { regularExpressionMatcher } from "./match-regular-expression.ts";
import type { Comparison, WantedText } from "./pattern.ts";
import type { Steps } from "./steps.ts";

const orders: Readonly<Record<"<" | "<=" | ">" | ">=", (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** Makes a matcher of values that are texts or numbers. A text is compared as a text, whatever it says. [F144] */
export function comparisonMatcher({ operator, value }: Comparison, steps: Steps): (value: string | number) => boolean {
  if (operator !== "=" && operator !== "!=") {
    const order = orders[operator];
    const wanted = value.kind === "text" ? (value.number ?? Number.NaN) : Number.NaN;
    return (found) => typeof found === "number" && order(found, wanted);
  }
  const fits = value.kind === "regex" ? regularExpressionMatcher(value.regex, steps) : textMatcher(value, steps);
  const number = value.kind === "text" ? value.number : undefined;
  const equals = (found: string | number): boolean =>
    number !== undefined && typeof found === "number" ? found === number : fits(String(found));
  return operator === "=" ? equals : (found) => !equals(found);
}

/** A field of a space-delimited event is a number where it reads as one: inferred. [F374] */
export function fieldMatcher(comparison: Comparison, steps: Steps): (field: string) => boolean {
  const matches = comparisonMatcher(comparison, steps);
  const { value } = comparison;
  if (value.kind === "regex" || value.number === undefined) return matches;
  return (field) => matches(parseNumber(field) ?? field);
}

function textMatcher({ text, openStart, openEnd }: WantedText, steps: Steps): (found: string) => boolean {
  const fits = openStart
    ? openEnd
      ? (found: string) => found.includes(text)
      : (found: string) => found.endsWith(text)
    : openEnd
      ? (found: string) => found.startsWith(text)
      : (found: string) => found === text;
  const cost = text.length + 1;
  return (found) => {
    steps.count += cost * found.length;
    return fits(found);
  };
}
