import { readFilterPattern } from "./message-matcher.ts";

export { explainFilterPattern, type FilterPatternExplanation } from "./explain-pattern.ts";
export { FilterPatternError } from "./filter-pattern-error.ts";

/**
 * Says whether the message of a log event matches a filter pattern.
 * @throws FilterPatternError where the text is no filter pattern
 */
export function matchesFilterPattern(pattern: string, message: string): boolean {
  return readFilterPattern(pattern)(message);
}
