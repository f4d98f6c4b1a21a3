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
    lists[sign]?.push(phrase === undefined ? checkWord(word ?? "") : phrase.replaceAll(/\\(.)/gs, "$1").trim());
  }
  // Documented: beside other terms those behind `?` are ignored.
  if (included.length + excluded.length === 0) return (message) => optional.some((text) => message.includes(text));
  return (message) =>
    included.every((text) => message.includes(text)) && !excluded.some((text) => message.includes(text));
}

/** Documented: what holds other characters has to be quoted. That the service refuses it otherwise is inferred. */
function checkWord(word: string): string {
  if (word.startsWith("%")) refuseRegularExpression();
  if (/^[\p{L}\p{N}_]+$/u.test(word)) return word;
  throw new PatternError(`${word} holds other characters than letters, digits and _; put it in double quotes`);
}
