import { FilterPatternError } from "./filter-pattern-error.ts";
import { type JsonSelector, wildcard } from "./pattern.ts";
import type { Token } from "./tokens.ts";

const step = /\.\['([^']+)'\]|\.(\*)|\.([\w-]+)|\[(\d+)\]|\[(\*)\]/y;

/** @throws FilterPatternError */
export function readJsonSelector({ text, at }: Token): JsonSelector {
  const path: JsonSelector["path"][number][] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const wrong = at + step.lastIndex;
    const match = step.exec(text);
    if (!match)
      throw new FilterPatternError(
        `${text} is no selector; expected one such as $.user.ids[0] or $.['a name'] [LD1515]`,
        wrong,
      );
    const [, quoted, star, name, index, starred] = match;
    if (index !== undefined) path.push(Number(index));
    else path.push(star || starred ? wildcard : (quoted ?? name ?? ""));
  }
  if (path.length === 0)
    throw new FilterPatternError("$ alone is no selector; expected one such as $.name [LD1516]", at);
  if (path.filter((part) => part === wildcard).length > 1) {
    throw new FilterPatternError(`${text} has more than one wildcard [LD1517]`, at);
  }
  return { text, at, path };
}
