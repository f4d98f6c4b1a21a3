import { parseJsonPattern } from "./json.ts";
import { type Matcher, refuseUnmodelled } from "./matcher.ts";
import { parseTerms } from "./terms.ts";

/**
 * Reads a filter pattern: nothing, terms, or a selector over JSON.
 * @throws PatternError for what is no pattern, for regular expressions and for space-delimited patterns
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(text: string): Matcher {
  const pattern = text.trim();
  // Documented: a phrase of one space matches everything, also what has no space.
  if (pattern === "" || pattern === '" "') return () => true;
  if (pattern.startsWith("{")) return parseJsonPattern(pattern);
  if (pattern.startsWith("[")) refuseUnmodelled("space-delimited patterns ([…])");
  return parseTerms(pattern);
}
