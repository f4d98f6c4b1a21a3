import { FilterPatternError } from "./filter-pattern-error.ts";

/** A token of a pattern over JSON; `end` comes after the last one. */
export interface Token {
  kind: "symbol" | "selector" | "string" | "regex" | "word" | "end";
  text: string;
}

const kinds: readonly Token["kind"][] = ["symbol", "selector", "string", "regex", "word"];
const token =
  /\s*(?:(&&|\|\||[(){}]|!=|<=|>=|=|<|>)|(\$(?:\['[^']*'\]|[^\s=!<>&|(){}])*)|"((?:[^"\\]|\\.)*)"|(%(?:[^%\\]|\\.)*%)|([^\s=!<>&|(){}"$%]+))/y;

/** @throws FilterPatternError where a character begins no token */
export function readTokens(pattern: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  const { length } = pattern.trimEnd();
  while (token.lastIndex < length) {
    const at = token.lastIndex;
    const match = token.exec(pattern);
    if (!match) throw new FilterPatternError(`cannot read on from ${JSON.stringify(pattern.slice(at))} [LD1505]`);
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const text = match[index + 1] as string;
    found.push({ kind: kinds[index] as Token["kind"], text: index === 2 ? text.replaceAll(/\\(.)/gs, "$1") : text });
  }
  return found;
}

/** A token as a message shows it. */
export function showToken({ kind, text }: Token): string {
  return kind === "end" ? "the pattern ends" : JSON.stringify(text);
}
