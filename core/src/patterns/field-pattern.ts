import { readComparison } from "./comparison.ts";
import { readCondition } from "./condition.ts";
import { FilterPatternError } from "./filter-pattern-error.ts";
import type { Field, FieldPattern } from "./pattern.ts";
import { RegularExpressions } from "./regular-expressions.ts";
import { fieldTokens, showToken, type Token, TokenReader } from "./tokens.ts";

/** Any word may be a value without double quotes, as `*.html*` is. [F374] */
const bare = /^/;

/**
 * Reads a space-delimited pattern: `[ip, user, ..., status = 4* && status != 403, bytes > 1000]`.
 * A condition is on the field at whose place it is written, as users report. [F373]
 * @param offset where in the pattern as given it begins
 * @throws FilterPatternError
 */
export function readFieldPattern(pattern: string, offset: number): FieldPattern {
  const inner = pattern.slice(1, -1);
  // No field is asked for, so an event has any number. [F372]
  if (inner.trim() === "") return { kind: "fields", runs: [[], []] };
  const tokens = new TokenReader(fieldTokens, inner, offset + 1);
  const regexes = new RegularExpressions();
  const runs: Field[][] = [[]];
  do {
    if (tokens.take("...")) runs.push([]);
    else runs.at(-1)?.push(readField(tokens, regexes));
  } while (tokens.take(","));
  const behind = tokens.next();
  if (behind.kind === "end") return { kind: "fields", runs };
  throw new FilterPatternError(`${showToken(behind)} where a comma or the closing ] belongs [LD1851]`, behind.at);
}

function readField(tokens: TokenReader, regexes: RegularExpressions): Field {
  const first = tokens.peek();
  const { at } = first;
  if (endsField(first)) return { name: "", at, condition: undefined };
  if (first.kind === "word" && endsField(tokens.peek(1))) {
    return { name: tokens.next().text, at, condition: undefined };
  }
  let name: string | undefined;
  const condition = readCondition(tokens, () => {
    const token = tokens.next();
    if (token.kind !== "word") {
      throw new FilterPatternError(`${showToken(token)} where the name of a field belongs [LD1852]`, token.at);
    }
    name ??= token.text;
    if (token.text !== name) {
      const message = `a condition on ${token.text} at the place of the field ${name}; write it at its own place`;
      throw new FilterPatternError(`${message} [LD1853]`, token.at);
    }
    return readComparison(tokens, regexes, bare, token.at);
  });
  return { name: name ?? "", at, condition };
}

function endsField({ kind, text }: Token): boolean {
  return kind === "end" || (kind === "symbol" && text === ",");
}
