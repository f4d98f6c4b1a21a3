import { comparisonMatcher } from "./match-comparison.ts";
import { type JsonSelector, type JsonTest, wildcard } from "./pattern.ts";
import type { Steps } from "./steps.ts";

/** The JSON object that a message is. A list does not match: inferred. [F144, F145] */
export function parseEvent(message: string, steps: Steps): object | undefined {
  steps.count += message.length;
  if (!message.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

/** A value that is neither text nor number is never equal and never unequal: inferred. [F147] */
export function jsonTestMatcher({ selector, asks }: JsonTest, steps: Steps): (event: unknown) => boolean {
  if (asks.kind === "missing") return (event) => selectJson(event, selector, steps).length === 0;
  if (asks.kind === "is") return (event) => selectJson(event, selector, steps).includes(asks.value);
  const fits = comparisonMatcher(asks.comparison, steps);
  return (event) =>
    selectJson(event, selector, steps).some(
      (value) => (typeof value === "string" || typeof value === "number") && fits(value),
    );
}

/** The values that a selector leads to; none where it leads nowhere. */
export function selectJson(event: unknown, { path }: JsonSelector, steps: Steps): unknown[] {
  let values = [event];
  for (const part of path) {
    values = values.flatMap((value) => follow(value, part));
    steps.count += 1 + values.length;
  }
  return values;
}

function follow(value: unknown, part: string | number | typeof wildcard): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (part === wildcard) return Object.values(value);
  if (typeof part === "number") return Array.isArray(value) && part < value.length ? [value[part]] : [];
  // A list has no members of a name, neither `length` nor a number that is written as one.
  return !Array.isArray(value) && Object.hasOwn(value, part) ? [(value as Record<string, unknown>)[part]] : [];
}
