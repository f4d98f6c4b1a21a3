import { FilterPatternError } from "./filter-pattern-error.ts";

/** A token of a pattern in brackets or braces; `end` comes after the last one. */
export interface Token {
  readonly kind: "symbol" | "string" | "regex" | "selector" | "word" | "end";
  /** A string without its quotes, a regular expression without its percent signs. */
  readonly text: string;
  readonly at: number;
}

const kinds: readonly Token["kind"][] = ["symbol", "string", "regex", "selector", "word"];

/** The tokens of a pattern over JSON, a group for each of `kinds`. It never has two ways to read on. */
export const jsonTokens: RegExp =
  /\s*(?:([(){}]|&&|\|\||!=|<=|>=|=|<|>)|"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|(\$(?:\['[^']*'\]|[^\s=!<>&|(){}])*)|([^\s=!<>&|(){}"$%]+))/sy;

/** The tokens of a space-delimited pattern, which has no selectors. */
export const fieldTokens: RegExp =
  /\s*(?:([(),]|\.\.\.|&&|\|\||!=|<=|>=|=|<|>)|"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|((?!))|((?:!(?!=)|[^\s=!<>&|(),"%[\]])+))/sy;

/** Gives the tokens of a pattern one by one. */
export class TokenReader {
  readonly #tokens: Token[] = [];
  readonly #end: Token;
  #next = 0;

  /** @throws FilterPatternError where a character begins no token */
  constructor(token: RegExp, pattern: string, offset: number) {
    const { length } = pattern.trimEnd();
    token.lastIndex = 0;
    while (token.lastIndex < length) {
      const rest = pattern.slice(token.lastIndex, length).trimStart();
      const at = offset + length - rest.length;
      const match = token.exec(pattern);
      if (!match)
        throw new FilterPatternError(`cannot read on from ${JSON.stringify(rest)}${unclosed(rest)} [LD1505]`, at);
      const index = match.slice(1).findIndex((group) => group !== undefined);
      const kind = kinds[index] as Token["kind"];
      const text = match[index + 1] as string;
      this.#tokens.push({ kind, text: kind === "string" ? text.replaceAll(/\\(.)/gs, "$1") : text, at });
    }
    this.#end = { kind: "end", text: "", at: offset + length };
  }

  next(): Token {
    return this.#tokens[this.#next++] ?? this.#end;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? this.#end;
  }

  /** Goes on behind a symbol, if it is next. */
  take(symbol: string): boolean {
    const { kind, text } = this.peek();
    const fits = kind === "symbol" && text === symbol;
    if (fits) this.#next++;
    return fits;
  }

  /** @throws FilterPatternError */
  expect(symbol: string): void {
    const token = this.peek();
    if (this.take(symbol)) return;
    throw new FilterPatternError(`${showToken(token)} where ${symbol} belongs [LD1511]`, token.at);
  }
}

function unclosed(rest: string): string {
  if (rest.startsWith('"')) return ", where a double quote is not closed";
  return rest.startsWith("%") ? ", where a % is not closed by another; a text with one is in double quotes" : "";
}

/** A token as a message shows it. */
export function showToken({ kind, text }: Token): string {
  if (kind === "regex") return `%${text}%`;
  return kind === "end" ? "the pattern ends" : JSON.stringify(text);
}
