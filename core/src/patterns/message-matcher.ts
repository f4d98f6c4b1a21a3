import { readPattern } from "./filter-pattern.ts";
import { conditionMatcher } from "./match-condition.ts";
import { fieldFinder } from "./match-fields.ts";
import { jsonTestMatcher, parseEvent } from "./match-json.ts";
import { regularExpressionMatcher } from "./match-regular-expression.ts";
import type { FilterPattern, TermPattern } from "./pattern.ts";
import type { Steps } from "./steps.ts";

/** Does the message of a log event match a filter pattern? */
export type MessageMatcher = (message: string) => boolean;

/**
 * Reads a filter pattern, and makes a matcher for many messages.
 * @param steps counts the matcher's steps
 * @throws FilterPatternError where the text is no filter pattern
 */
export function readFilterPattern(text: string, steps: Steps = { count: 0 }): MessageMatcher {
  return messageMatcher(readPattern(text), steps);
}

function messageMatcher(pattern: FilterPattern, steps: Steps): MessageMatcher {
  if (pattern.kind === "everything") return () => true;
  if (pattern.kind === "terms") return termMatcher(pattern, steps);
  if (pattern.kind === "regex") return regularExpressionMatcher(pattern.regex, steps);
  if (pattern.kind === "fields") {
    const find = fieldFinder(pattern, steps);
    return (message) => find(message) !== undefined;
  }
  const matches = conditionMatcher(pattern.condition, (test) => jsonTestMatcher(test, steps));
  return (message) => {
    const event = parseEvent(message, steps);
    return event !== undefined && matches(event);
  };
}

function termMatcher(pattern: TermPattern, steps: Steps): MessageMatcher {
  const [included, excluded, optional] = [pattern.included, pattern.excluded, pattern.optional].map((terms) =>
    terms.map(({ text }) => text),
  ) as [string[], string[], string[]];
  const cost = [...included, ...excluded, ...optional].join(" ").length;
  const occurIn = (message: string) => (text: string) => message.includes(text);
  const matches: MessageMatcher =
    optional.length > 0
      ? (message) => optional.some(occurIn(message))
      : (message) => included.every(occurIn(message)) && !excluded.some(occurIn(message));
  return (message) => {
    steps.count += cost * message.length;
    return matches(message);
  };
}
