import { type Matcher, PatternError, refuseRegularExpression } from "./matcher.ts";

const term = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)\s*/y;

/**
 * Reads words and phrases: all have to occur, those behind `-` must not, and where all stand behind `?` one is enough.
 * A word occurs also within another one; inferred from what users report.
 * @throws PatternError
 */
export function parseTerms(pattern: string): Matcher {
  const included: string[] = [];
  const excluded: string[] = [];
  const optional: string[] = [];
  const lists: Record<string, string[]> = { "": included, "-": excluded, "?": optional };
  term.lastIndex = 0;
  while (term.lastIndex < pattern.length) {
    const at = term.lastIndex;
    const match = term.exec(pattern);
    if (!match) throw new PatternError(`${JSON.stringify(pattern.slice(at))} is neither a word nor a phrase`);
    const [, sign = "", phrase, word] = match;
    lists[sign]?.push(phrase === undefined ? checkWord(word ?? "") : phrase.replaceAll(/\\(.)/gs, "$1"));
  }
  // Documented: beside other terms those behind `?` are ignored.
  if (included.length + excluded.length === 0) return (message) => optional.some((text) => message.includes(text));
  return (message) =>
    included.every((text) => message.includes(text)) && !excluded.some((text) => message.includes(text));
}

/**
 * Documented: what holds other characters has to be quoted. The answer otherwise is as users report it; that it names
 * the first such character is inferred.
 */
function checkWord(word: string): string {
  if (word.startsWith("%")) refuseRegularExpression();
  const [wrong] = /[^\p{L}\p{N}_]/u.exec(word) ?? [];
  if (wrong === undefined) return word;
  const message = `${word} holds other characters than letters, digits and _; put it in double quotes`;
  throw new PatternError(message, `Invalid character(s) in term '${wrong}'`);
}
