import { FilterPatternError } from "./filter-pattern-error.ts";

const wildcard = Symbol("*");
type Step = string | number | typeof wildcard;

/** A path into an event: `$.user.ids[0]`. */
export interface JsonSelector {
  /** Does it have a wildcard, `*`? */
  readonly wild: boolean;
  /** The values that it leads to; none where it leads nowhere. */
  select(event: unknown): unknown[];
}

const step = /\.\['([^']+)'\]|\.(\*)|\.([\w-]+)|\[(\d+)\]|\[(\*)\]/y;

/** @throws FilterPatternError */
export function readJsonSelector(text: string): JsonSelector {
  const path: Step[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (!match) throw new FilterPatternError(`${text} is no selector; expected one such as $.user.ids[0] [LD1515]`);
    const [, quoted, star, name, index, starred] = match;
    if (index !== undefined) path.push(Number(index));
    else path.push(star || starred ? wildcard : (quoted ?? name ?? ""));
  }
  if (path.length === 0) throw new FilterPatternError("$ alone is no selector; expected one such as $.name [LD1516]");
  const wildcards = path.filter((part) => part === wildcard).length;
  if (wildcards > 1) throw new FilterPatternError(`${text} has more than one wildcard [LD1517]`);
  return { wild: wildcards > 0, select: (event) => path.reduce(follow, [event]) };
}

function follow(nodes: unknown[], part: Step): unknown[] {
  return nodes.flatMap((node) => {
    if (typeof node !== "object" || node === null) return [];
    if (part === wildcard) return Object.values(node);
    if (typeof part === "number") return Array.isArray(node) && part < node.length ? [node[part]] : [];
    return Object.hasOwn(node, part) ? [(node as Record<string, unknown>)[part]] : [];
  });
}
