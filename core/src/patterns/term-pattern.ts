import { FilterPatternError, notModelled } from "./filter-pattern-error.ts";
import type { MessageMatcher } from "./message-matcher.ts";

const term = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)\s*/y;

/**
 * Reads words and phrases: all have to occur, those behind `-` must not, and where all are behind `?` one is enough.
 * A word occurs within another one too, as users report. [F137, F139]
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
    if (!match)
      throw new FilterPatternError(`${JSON.stringify(pattern.slice(at))} is neither a word nor a phrase [LD1503]`);
    const [, sign = "", phrase, word] = match;
    lists[sign]?.push(phrase === undefined ? readWord(word ?? "") : phrase.replaceAll(/\\(.)/gs, "$1"));
  }
  // Beside other terms those behind `?` are ignored. [F138]
  if (included.length + excluded.length === 0) return (message) => optional.some((text) => message.includes(text));
  return (message) =>
    included.every((text) => message.includes(text)) && !excluded.some((text) => message.includes(text));
}

/**
 * A word with other characters has to be quoted [F141]. The answer otherwise is as users report it [F142]; that it
 * names the first such character is inferred [F143].
 */
function readWord(word: string): string {
  const [wrong] = /[^\p{L}\p{N}_]/u.exec(word) ?? [];
  if (wrong === undefined) return word;
  const message = `${word} holds other characters than letters, digits and _; put it in double quotes [LD1504]`;
  // Whether the service takes a bare - or * is not known. [F265]
  throw new FilterPatternError(message, `Invalid character(s) in term '${wrong}'`, word !== "-" && word !== "*");
}
