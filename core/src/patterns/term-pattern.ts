import { FilterPatternError, notModelled } from "./filter-pattern-error.ts";
import type { MessageMatcher } from "./message-matcher.ts";

const term = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)\s*/y;

/**
 * Reads words and phrases: all have to occur, those behind `-` must not, and where all are behind `?` one is enough.
 * A word occurs also within another one; inferred from what users report.
 * @throws FilterPatternError
 */
export function readTermPattern(pattern: string): MessageMatcher {
  const included: string[] = [];
  const excluded: string[] = [];
  const optional: string[] = [];
  const lists: Record<string, string[]> = { "": included, "-": excluded, "?": optional };
  term.lastIndex = 0;
  while (term.lastIndex < pattern.length) {
    const at = term.lastIndex;
    const match = term.exec(pattern);
    if (/^[?-]?%/.test(pattern.slice(at))) throw notModelled("regular expressions (%…%)");
    if (!match) throw new FilterPatternError(`${JSON.stringify(pattern.slice(at))} is neither a word nor a phrase`);
    const [, sign = "", phrase, word] = match;
    lists[sign]?.push(phrase === undefined ? readWord(word ?? "") : phrase.replaceAll(/\\(.)/gs, "$1"));
  }
  // Documented: beside other terms those behind `?` are ignored.
  if (included.length + excluded.length === 0) return (message) => optional.some((text) => message.includes(text));
  return (message) =>
    included.every((text) => message.includes(text)) && !excluded.some((text) => message.includes(text));
}

/**
 * Documented: a word with other characters has to be quoted. The answer otherwise is as users report it; that it names
 * the first such character is inferred.
 */
function readWord(word: string): string {
  const [wrong] = /[^\p{L}\p{N}_]/u.exec(word) ?? [];
  if (wrong === undefined) return word;
  const message = `${word} holds other characters than letters, digits and _; put it in double quotes`;
  // Whether the service takes a bare - or * is not known.
  throw new FilterPatternError(message, `Invalid character(s) in term '${wrong}'`, word !== "-" && word !== "*");
}
