import { FilterPatternError } from "./filter-pattern-error.ts";
import type { Comparison, WantedText } from "./pattern.ts";
import type { RegularExpressions } from "./regular-expressions.ts";
import { showToken, type Token, type TokenReader } from "./tokens.ts";

const operators: readonly string[] = ["=", "!=", "<", "<=", ">", ">="] satisfies Comparison["operator"][];
const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a text is, whole. [F144] */
export function parseNumber(text: string): number | undefined {
  return number.test(text) ? Number(text) : undefined;
}

/**
 * Reads an operator and a value: `> 5`, `= "a*"`, `!= %x%`.
 * @param at where the condition begins
 * @param word what a text that is not in double quotes may consist of
 * @throws FilterPatternError
 */
export function readComparison(tokens: TokenReader, regexes: RegularExpressions, word: RegExp, at: number): Comparison {
  const { kind, text } = tokens.peek();
  const symbol = kind === "symbol" && operators.includes(text) ? (text as Comparison["operator"]) : undefined;
  if (symbol === undefined) {
    throw new FilterPatternError(`${showToken(tokens.peek())} where an operator belongs [LD1513]`, tokens.peek().at);
  }
  tokens.next();
  const value = tokens.next();
  const equality = symbol === "=" || symbol === "!=";
  if (!equality && (value.kind !== "word" || parseNumber(value.text) === undefined)) {
    throw new FilterPatternError(`${symbol} ${showToken(value)}; expected a number [LD1512]`, value.at);
  }
  if (value.kind === "regex") return { operator: symbol, value: regexes.read(value), at };
  return { operator: symbol, value: readText(value, word), at };
}

/**
 * A `*` at either end stands for any text. Within a text it is itself. [F369]
 * @throws FilterPatternError
 */
function readText(token: Token, word: RegExp): WantedText {
  const { kind, text, at } = token;
  if (kind !== "string" && !(kind === "word" && word.test(text))) {
    throw new FilterPatternError(`${showToken(token)} where a value belongs; put a text in double quotes [LD1514]`, at);
  }
  const openStart = text.startsWith("*");
  const openEnd = text.endsWith("*") && text !== "*";
  return {
    kind: "text",
    text: text.slice(openStart ? 1 : 0, openEnd ? -1 : undefined),
    openStart,
    openEnd,
    number: kind === "word" ? parseNumber(text) : undefined,
  };
}
