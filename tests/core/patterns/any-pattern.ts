import { FilterPatternError, readFilterPattern } from "@log-destinations/core/service";

/** Numbers from 0 to 1 that look random, the same for each seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pieces: readonly string[] = [
  ..."[]{}()%\"\\?-*,.=!<>&|$^+ \t\n:#@/;'~`aZ0_éß😀\u0000\ud800",
  ...[
    "...",
    "&&",
    "||",
    "!=",
    "<=",
    ">=",
    "$.a",
    "$.*",
    "$.a[*]",
    "$.['a b'].c",
    "[0]",
    "IS NULL",
    "NOT EXISTS",
    "IS TRUE",
  ],
  ...[
    "ERROR",
    "w1",
    "w1=",
    "1e+3",
    "404",
    "4*",
    "*.html*",
    '"a b"',
    '"*"',
    "%",
    "%a+%",
    "\\d",
    "\\x41",
    "[^a-z]",
    "{2,3}",
    "{,5}",
  ],
];
const shapes: readonly (readonly [string, string])[] = [
  ["", ""],
  ["[", "]"],
  ["{ ", " }"],
  ["{ $.a = ", " }"],
  ["%", "%"],
  ["[a = %", "%, b]"],
  [' "', '" '],
];

/** A pattern of pieces of the grammar, mostly broken; about one in eight is a pattern. */
export function anyPattern(random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const [before, after] = pick(shapes);
  const length = Math.floor(random() ** 2 * 24);
  return before + Array.from({ length }, () => pick(pieces)).join("") + after;
}

/**
 * Gives patterns to the parser.
 * @returns how many of them it read
 * @throws what the parser throws and is no `FilterPatternError` with a place in the pattern
 */
export function readAny(count: number, seed: number, onRead?: (pattern: string) => void): number {
  const random = randomNumbers(seed);
  let read = 0;
  for (let index = 0; index < count; index++) {
    const pattern = anyPattern(random);
    try {
      readFilterPattern(pattern);
      read++;
      onRead?.(pattern);
    } catch (error) {
      const own = error instanceof FilterPatternError && error.at >= 0 && error.at <= pattern.length;
      if (!own) throw new Error(`the pattern ${JSON.stringify(pattern)} of the seed ${seed}`, { cause: error });
    }
  }
  return read;
}
