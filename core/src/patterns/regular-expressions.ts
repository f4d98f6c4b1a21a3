import { FilterPatternError } from "./filter-pattern-error.ts";
import type { Comparison } from "./pattern.ts";
import { readRegularExpression } from "./regular-expression.ts";
import type { Token } from "./tokens.ts";

/** The regular expressions of a pattern in brackets or braces. [F364] */
export class RegularExpressions {
  #count = 0;

  /** @throws FilterPatternError */
  read({ text, at }: Token): Comparison["value"] {
    if (++this.#count > 2) throw new FilterPatternError("more than two regular expressions (%…%) [LD1850]", at);
    return { kind: "regex", regex: readRegularExpression(text, at + 1) };
  }
}
