import { readComparison } from "./comparison.ts";
import { readCondition } from "./condition.ts";
import { FilterPatternError } from "./filter-pattern-error.ts";
import { readJsonSelector } from "./json-selector.ts";
import { type FilterPattern, type JsonTest, wildcard } from "./pattern.ts";
import { RegularExpressions } from "./regular-expressions.ts";
import { jsonTokens, showToken, TokenReader } from "./tokens.ts";

const constants: Readonly<Record<string, null | boolean>> = { NULL: null, TRUE: true, FALSE: false };
/** Other texts have to be in double quotes. [F144] */
const word = /^[\w.*+-]+$/;

/**
 * Reads a pattern over JSON: `{ $.user.id = 1 && ($.name = "a*" || $.error NOT EXISTS) }`.
 * @param offset where in the pattern as given it begins
 * @throws FilterPatternError
 */
export function readJsonPattern(pattern: string, offset: number): FilterPattern {
  const tokens = new TokenReader(jsonTokens, pattern, offset);
  const regexes = new RegularExpressions();
  let wildcards = 0;

  const readTest = (): JsonTest => {
    const token = tokens.next();
    if (token.kind !== "selector") {
      throw new FilterPatternError(`${showToken(token)} where a selector ($.…) belongs [LD1507]`, token.at);
    }
    const selector = readJsonSelector(token);
    if (selector.path.includes(wildcard) && ++wildcards > 3) {
      throw new FilterPatternError("more than three wildcards (*) in selectors [LD1508]", token.at);
    }
    return { selector, asks: readQuestion(token.at) };
  };

  const readQuestion = (begin: number): JsonTest["asks"] => {
    const { kind, text } = tokens.peek();
    if (kind !== "word" || (text !== "IS" && text !== "NOT")) {
      return { kind: "compared", comparison: readComparison(tokens, regexes, word, begin) };
    }
    tokens.next();
    const token = tokens.next();
    const { text: value, at } = token;
    const isWord = token.kind === "word";
    if (text === "NOT") {
      if (isWord && value === "EXISTS") return { kind: "missing" };
      throw new FilterPatternError(`NOT ${showToken(token)}; expected NOT EXISTS [LD1510]`, at);
    }
    const constant = isWord && Object.hasOwn(constants, value) ? constants[value] : undefined;
    if (constant === undefined) {
      throw new FilterPatternError(`IS ${showToken(token)}; expected NULL, TRUE or FALSE [LD1509]`, at);
    }
    return { kind: "is", word: value, value: constant };
  };

  tokens.expect("{");
  const condition = readCondition(tokens, readTest);
  tokens.expect("}");
  const behind = tokens.next();
  if (behind.kind !== "end") throw new FilterPatternError("something follows the closing } [LD1506]", behind.at);
  return { kind: "json", condition };
}
