import { FilterPatternError, notModelled } from "./filter-pattern-error.ts";
import { readJsonPattern } from "./json-pattern.ts";
import type { MessageMatcher } from "./message-matcher.ts";
import { readTermPattern } from "./term-pattern.ts";

/**
 * Reads a filter pattern: nothing, terms, or selectors over JSON.
 * @throws FilterPatternError where it is not a pattern, and for regular expressions and space-delimited patterns, which
 * are not modelled
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function readFilterPattern(text: string): MessageMatcher {
  const pattern = text.trim();
  // A phrase of one space matches every event, also one without a space. [F136]
  if (pattern === "" || pattern === '" "') return () => true;
  refuseUnclosed(pattern, "{", "}");
  refuseUnclosed(pattern, "[", "]");
  if (pattern.startsWith("{")) return readJsonPattern(pattern);
  if (pattern.startsWith("[")) throw notModelled("space-delimited patterns ([…])");
  return readTermPattern(pattern);
}

/** The answer is as users report it, for both kinds of brackets. [F264] */
function refuseUnclosed(pattern: string, open: string, close: string): void {
  if (!pattern.startsWith(open) || pattern.endsWith(close)) return;
  const answer = `If a filter pattern starts with '${open}' it must end with '${close}'`;
  throw new FilterPatternError(`the pattern starts with ${open} and does not end with ${close} [LD1501]`, answer);
}

/**
 * Says why the service refuses a filter pattern.
 * @returns `undefined` where it takes the pattern, and where nobody has seen it refuse such a pattern
 */
export function filterPatternProblem(pattern: string): string | undefined {
  try {
    readFilterPattern(pattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    if (error.refusedByService) return error.message;
  }
  return undefined;
}
