import { parseJsonPattern } from "./json.ts";
import { type Matcher, PatternError } from "./matcher.ts";
import { parseTerms } from "./terms.ts";

/**
 * Reads a filter pattern: nothing, terms, or a selector over JSON.
 * @throws PatternError for what is no pattern, for regular expressions and for space-delimited patterns
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(text: string): Matcher {
  const pattern = text.trim();
  if (pattern === "") return () => true;
  if (pattern.startsWith("{")) return parseJsonPattern(pattern);
  if (pattern.startsWith("[")) throw new PatternError("space-delimited patterns ([…]) are not modelled", true);
  return parseTerms(pattern);
}
