const ascii = 128;

/**
 * A set of characters, by code: 1 where the character is in it. The last item is for all characters beyond ASCII: a
 * regular expression names none of them. [F363]
 */
export type CharacterSet = Uint8Array;

export function hasCharacter(set: CharacterSet, codePoint: number): boolean {
  return set[Math.min(codePoint, ascii)] === 1;
}

export function characterSet(has: (code: number) => boolean): CharacterSet {
  return Uint8Array.from({ length: ascii + 1 }, (_, code) => Number(has(code)));
}

/** That `\s` has more than the tab, the blank and the line feed is inferred. [F365, F367] */
const classes: Readonly<Record<string, RegExp>> = { d: /\d/, s: /[\t-\r ]/, w: /\w/ };

/** The set of `\d`, `\s` and `\w`; of a capital letter the characters that are not in it. */
export function namedSet(letter: string): CharacterSet | undefined {
  const lower = letter.toLowerCase();
  const found = Object.hasOwn(classes, lower) ? classes[lower] : undefined;
  return found && characterSet((code) => found.test(String.fromCharCode(code)) === (letter === lower));
}

export function oneCharacter(character: string): CharacterSet {
  return characterSet((code) => code === character.charCodeAt(0));
}

/** From the one character of a set to that of another; nothing where a set has several, or they are in another order. */
export function characterRange(from: CharacterSet, to: CharacterSet): CharacterSet | undefined {
  const [first, last] = [only(from), only(to)];
  if (first === undefined || last === undefined || first > last) return undefined;
  return characterSet((code) => code >= first && code <= last);
}

function only(set: CharacterSet): number | undefined {
  const first = set.indexOf(1);
  return first === set.lastIndexOf(1) ? first : undefined;
}
