import { type Matcher, PatternError, refuseRegularExpression } from "./matcher.ts";

type Condition = (event: unknown) => boolean;

const tokens =
  /\s*(?:(&&|\|\||[(){}]|!=|<=|>=|=|<|>)|(\$(?:\['[^']*'\]|[^\s=!<>&|(){}])*)|"((?:[^"\\]|\\.)*)"|(%[^%]*%)|([^\s=!<>&|(){}"$%]+))/y;

interface Token {
  kind: "symbol" | "selector" | "string" | "regex" | "word" | "end";
  text: string;
}

const kinds: readonly Token["kind"][] = ["symbol", "selector", "string", "regex", "word"];

/**
 * Reads a pattern over JSON: `{ $.user.id = 1 && ($.name = "a*" || $.error NOT EXISTS) }`. A message that is no JSON
 * object does not match; that a list does not either is inferred.
 * @throws PatternError
 */
export function parseJsonPattern(pattern: string): Matcher {
  const condition = new Parser(tokenize(pattern)).parse();
  return (message) => {
    const event = parseObject(message);
    return event !== undefined && condition(event);
  };
}

function parseObject(message: string): object | undefined {
  if (!message.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function tokenize(pattern: string): Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  const { length } = pattern.trimEnd();
  while (tokens.lastIndex < length) {
    const at = tokens.lastIndex;
    const match = tokens.exec(pattern);
    if (!match) throw new PatternError(`cannot read on from ${JSON.stringify(pattern.slice(at))}`);
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const text = match[index + 1] as string;
    found.push({ kind: kinds[index] as Token["kind"], text: index === 2 ? text.replaceAll(/\\(.)/gs, "$1") : text });
  }
  return found;
}

/** By falling precedence: parentheses, `&&`, `||`. */
class Parser {
  readonly #tokens: Token[];
  #at = 0;
  #wildcards = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  parse(): Condition {
    this.#expect("{");
    const condition = this.#any();
    this.#expect("}");
    if (this.#next().kind !== "end") throw new PatternError("something stands behind the closing }");
    return condition;
  }

  #any(): Condition {
    const alternatives = [this.#all()];
    while (this.#take("||")) alternatives.push(this.#all());
    return (event) => alternatives.some((condition) => condition(event));
  }

  #all(): Condition {
    const conditions = [this.#single()];
    while (this.#take("&&")) conditions.push(this.#single());
    return (event) => conditions.every((condition) => condition(event));
  }

  #single(): Condition {
    if (this.#take("(")) {
      const inner = this.#any();
      this.#expect(")");
      return inner;
    }
    const selector = this.#next();
    if (selector.kind !== "selector") throw new PatternError(`${describe(selector)} where a selector ($.…) belongs`);
    const path = parseSelector(selector.text);
    this.#wildcards += path.filter((step) => step === anything).length;
    if (this.#wildcards > 3) throw new PatternError("more than three wildcards (*) in selectors");
    return this.#comparison((event) => select(event, path));
  }

  #comparison(nodes: (event: unknown) => unknown[]): Condition {
    const operator = this.#next();
    if (operator.text === "IS") {
      const word = this.#next().text;
      if (!Object.hasOwn(constants, word)) throw new PatternError(`IS ${word}; expected NULL, TRUE or FALSE`);
      return (event) => nodes(event).includes(constants[word]);
    }
    if (operator.text === "NOT") {
      const word = this.#next().text;
      if (word !== "EXISTS") throw new PatternError(`NOT ${word}; expected NOT EXISTS`);
      return (event) => nodes(event).length === 0;
    }
    const value = this.#next();
    if (value.kind === "regex") refuseRegularExpression();
    const compare = comparison(operator, value);
    return (event) => nodes(event).some(compare);
  }

  #next(): Token {
    return this.#tokens[this.#at++] ?? { kind: "end", text: "" };
  }

  #take(symbol: string): boolean {
    const token = this.#tokens[this.#at];
    const fits = token?.kind === "symbol" && token.text === symbol;
    if (fits) this.#at++;
    return fits;
  }

  #expect(symbol: string): void {
    const token = this.#next();
    if (token.kind !== "symbol" || token.text !== symbol) {
      throw new PatternError(`${describe(token)} where ${symbol} belongs`);
    }
  }
}

function describe({ kind, text }: Token): string {
  return kind === "end" ? "the pattern ends" : JSON.stringify(text);
}

const constants: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };

const orders: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Compares a value of the event. What is neither text nor number never matches, nor does what is not there: inferred. */
function comparison(operator: Token, value: Token): (node: unknown) => boolean {
  const isNumber = value.kind === "word" && number.test(value.text);
  const order = operator.kind === "symbol" ? orders[operator.text] : undefined;
  if (order) {
    if (!isNumber) throw new PatternError(`${operator.text} ${describe(value)}; expected a number`);
    return (node) => typeof node === "number" && order(node, Number(value.text));
  }
  if (operator.kind !== "symbol" || !/^!?=$/.test(operator.text)) {
    throw new PatternError(`${describe(operator)} where an operator belongs`);
  }
  if (value.kind !== "string" && !/^[\w.*+-]+$/.test(value.text)) {
    throw new PatternError(`${describe(value)} where a value belongs; put a text in double quotes`);
  }
  const equal = (node: string | number): boolean =>
    isNumber && typeof node === "number" ? node === Number(value.text) : matchesText(value.text, String(node));
  const wanted = operator.text === "=";
  return (node) => (typeof node === "string" || typeof node === "number") && equal(node) === wanted;
}

/** `*` stands for any run of characters. */
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

const anything = Symbol("*");
type Step = string | number | typeof anything;

const step = /\.\['([^']+)'\]|\.(\*)|\.([\w-]+)|\[(\d+)\]|\[(\*)\]/y;

function parseSelector(text: string): Step[] {
  const path: Step[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (!match) throw new PatternError(`${text} is no selector; expected one such as $.user.ids[0]`);
    const [, quoted, star, name, index, starred] = match;
    if (index !== undefined) path.push(Number(index));
    else path.push(star || starred ? anything : (quoted ?? name ?? ""));
  }
  if (path.length === 0) throw new PatternError("$ alone is no selector; expected one such as $.name");
  if (path.filter((part) => part === anything).length > 1) throw new PatternError(`${text} has more than one wildcard`);
  return path;
}

/** The values that a path leads to, none where it leads nowhere. */
function select(event: unknown, path: readonly Step[]): unknown[] {
  let nodes = [event];
  for (const part of path) {
    nodes = nodes.flatMap((node) => {
      if (typeof node !== "object" || node === null) return [];
      if (part === anything) return Object.values(node);
      if (typeof part === "number") return Array.isArray(node) && part < node.length ? [node[part]] : [];
      return Object.hasOwn(node, part) ? [(node as Record<string, unknown>)[part]] : [];
    });
  }
  return nodes;
}
