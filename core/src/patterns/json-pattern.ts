import { FilterPatternError, notModelled } from "./filter-pattern-error.ts";
import { readJsonComparison } from "./json-comparison.ts";
import { readJsonSelector } from "./json-selector.ts";
import { readTokens, showToken, type Token } from "./json-tokens.ts";
import type { MessageMatcher } from "./message-matcher.ts";

type Condition = (event: unknown) => boolean;

/**
 * Reads a pattern over JSON: `{ $.user.id = 1 && ($.name = "a*" || $.error NOT EXISTS) }`. A message that is no JSON
 * object does not match [F144]; that a list does not either is inferred [F145].
 * @throws FilterPatternError
 */
export function readJsonPattern(pattern: string): MessageMatcher {
  const condition = new Parser(readTokens(pattern)).parse();
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

const constants: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };

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
    if (this.#next().kind !== "end") throw new FilterPatternError("something follows the closing } [LD1506]");
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
    const token = this.#next();
    if (token.kind !== "selector") {
      throw new FilterPatternError(`${showToken(token)} where a selector ($.…) belongs [LD1507]`);
    }
    const selector = readJsonSelector(token.text);
    if (selector.wild && ++this.#wildcards > 3) {
      throw new FilterPatternError("more than three wildcards (*) in selectors [LD1508]");
    }
    return this.#comparison(selector.select);
  }

  #comparison(nodes: (event: unknown) => unknown[]): Condition {
    const operator = this.#next();
    if (operator.text === "IS") {
      const word = this.#next().text;
      if (!Object.hasOwn(constants, word))
        throw new FilterPatternError(`IS ${word}; expected NULL, TRUE or FALSE [LD1509]`);
      return (event) => nodes(event).includes(constants[word]);
    }
    if (operator.text === "NOT") {
      const word = this.#next().text;
      if (word !== "EXISTS") throw new FilterPatternError(`NOT ${word}; expected NOT EXISTS [LD1510]`);
      return (event) => nodes(event).length === 0;
    }
    const value = this.#next();
    if (value.kind === "regex") throw notModelled("regular expressions (%…%)");
    const compare = readJsonComparison(operator, value);
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
      throw new FilterPatternError(`${showToken(token)} where ${symbol} belongs [LD1511]`);
    }
  }
}
