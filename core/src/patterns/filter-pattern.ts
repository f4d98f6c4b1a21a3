import { filterPatternShape } from "../limits.ts";
import { readFieldPattern } from "./field-pattern.ts";
import { FilterPatternError } from "./filter-pattern-error.ts";
import { readJsonPattern } from "./json-pattern.ts";
import type { FilterPattern } from "./pattern.ts";
import { readTermPattern } from "./term-pattern.ts";

/**
 * Reads a filter pattern: nothing, terms, a regular expression, selectors over JSON, or fields between spaces.
 * @throws FilterPatternError where it is none
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function readPattern(text: string): FilterPattern {
  const { max } = filterPatternShape;
  if (text.length > max) {
    throw new FilterPatternError(`the pattern has ${text.length} characters; expected at most ${max} [LD1864]`, max);
  }
  const pattern = text.trim();
  // A phrase of one space matches every event, also one without a space. [F136]
  if (pattern === "" || pattern === '" "') return { kind: "everything" };
  const offset = text.length - text.trimStart().length;
  refuseUnclosed(pattern, "{", "}", offset);
  refuseUnclosed(pattern, "[", "]", offset);
  if (pattern.startsWith("{")) return readJsonPattern(pattern, offset);
  if (pattern.startsWith("[")) return readFieldPattern(pattern, offset);
  return readTermPattern(pattern, offset);
}

/** A filter pattern as the service keeps it: blanks alone are the empty one. [F352] */
export function keptPattern(pattern: string): string {
  return pattern.trim() === "" ? "" : pattern;
}

/** The answer is as users report it, for both kinds of brackets. [F264] */
function refuseUnclosed(pattern: string, open: string, close: string, offset: number): void {
  if (!pattern.startsWith(open) || pattern.endsWith(close)) return;
  const answer = `If a filter pattern starts with '${open}' it must end with '${close}'`;
  const message = `the pattern starts with ${open} and does not end with ${close} [LD1501]`;
  throw new FilterPatternError(message, offset + pattern.length, { answer });
}

/**
 * Finds the error for which the service refuses a filter pattern.
 * @returns `undefined` where it takes the pattern, and where nobody has seen it refuse such a pattern
 */
export function filterPatternProblem(pattern: string): FilterPatternError | undefined {
  try {
    readPattern(pattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    if (error.refusedByService) return error;
  }
  return undefined;
}
