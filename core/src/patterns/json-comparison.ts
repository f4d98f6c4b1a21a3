import { FilterPatternError } from "./filter-pattern-error.ts";
import { showToken, type Token } from "./json-tokens.ts";

const orders: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a comparison with a value of the event: `> 5`, `= "a*"`. A value that is neither text nor number never matches,
 * nor does one that is missing: inferred. [F147]
 * @throws FilterPatternError
 */
export function readJsonComparison(operator: Token, value: Token): (node: unknown) => boolean {
  const isNumber = value.kind === "word" && number.test(value.text);
  const order = operator.kind === "symbol" ? orders[operator.text] : undefined;
  if (order) {
    if (!isNumber) throw new FilterPatternError(`${operator.text} ${showToken(value)}; expected a number [LD1512]`);
    return (node) => typeof node === "number" && order(node, Number(value.text));
  }
  if (operator.kind !== "symbol" || !/^!?=$/.test(operator.text)) {
    throw new FilterPatternError(`${showToken(operator)} where an operator belongs [LD1513]`);
  }
  if (value.kind !== "string" && !/^[\w.*+-]+$/.test(value.text)) {
    throw new FilterPatternError(`${showToken(value)} where a value belongs; put a text in double quotes [LD1514]`);
  }
  const equal = (node: string | number): boolean =>
    isNumber && typeof node === "number" ? node === Number(value.text) : matchesText(value.text, String(node));
  const wanted = operator.text === "=";
  return (node) => (typeof node === "string" || typeof node === "number") && equal(node) === wanted;
}

/** `*` matches any run of characters. */
function matchesText(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
