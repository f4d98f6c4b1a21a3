import { FilterPatternError, notDocumented } from "./filter-pattern-error.ts";
import type { FilterPattern, Term } from "./pattern.ts";
import { readRegularExpression } from "./regular-expression.ts";

const term = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)\s*/sy;

/**
 * Reads words and phrases: all have to occur, those behind `-` must not, and where all are behind `?` one is enough.
 * A word occurs within another one too, as users report. [F137, F139] A regular expression is a pattern of its own.
 * @param offset where in the pattern as given it begins
 * @throws FilterPatternError
 */
export function readTermPattern(pattern: string, offset: number): FilterPattern {
  if (/^%[^%]*%$/.test(pattern))
    return { kind: "regex", regex: readRegularExpression(pattern.slice(1, -1), offset + 1) };
  const terms: Record<string, Term[]> = { "": [], "-": [], "?": [] };
  term.lastIndex = 0;
  while (term.lastIndex < pattern.length) {
    const at = term.lastIndex;
    const match = term.exec(pattern);
    if (/^[?-]?%/.test(pattern.slice(at))) throw notDocumented(percentSign(pattern), offset + at);
    if (!match) {
      const message = `${JSON.stringify(pattern.slice(at))} is neither a word nor a phrase [LD1503]`;
      throw new FilterPatternError(message, offset + at);
    }
    const [, sign = "", phrase, word] = match;
    const text =
      phrase === undefined ? readWord(word ?? "", offset + at + sign.length) : phrase.replaceAll(/\\(.)/gs, "$1");
    terms[sign]?.push({ text, at: offset + at });
  }
  const { "": included = [], "-": excluded = [], "?": optional = [] } = terms;
  // Beside other terms those behind ? are ignored. [F138]
  const isOptional = included.length + excluded.length === 0;
  return { kind: "terms", included, excluded, optional: isOptional ? optional : [] };
}

function percentSign(pattern: string): string {
  const alone = pattern.indexOf("%") === pattern.lastIndexOf("%");
  return alone ? "a % that no other one closes, outside of double quotes" : "a regular expression beside other terms";
}

/**
 * A word with other characters has to be quoted [F141]. The answer otherwise is as users report it [F142]; that it
 * names the first such character is inferred [F143].
 */
function readWord(word: string, at: number): string {
  const { 0: wrong, index } = /[^\p{L}\p{N}_]/u.exec(word) ?? { index: 0 };
  if (wrong === undefined) return word;
  const message = `${word} holds other characters than letters, digits and _; put it in double quotes [LD1504]`;
  // Whether the service takes a bare - or * is not known. [F265]
  const refusedByService = word !== "-" && word !== "*";
  throw new FilterPatternError(message, at + index, {
    answer: `Invalid character(s) in term '${wrong}'`,
    refusedByService,
  });
}
