/**
 * Compares two names by the bytes of their UTF-8, as the service sorts [F42]. JavaScript compares UTF-16 units, where
 * characters beyond U+FFFF come before U+E000 to U+FFFF.
 *
 * @returns below 0 where `a` comes first, above 0 where `b` does, 0 where they are the same
 */
export function compareNames(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** The rank of a UTF-16 unit in UTF-8: halves of characters beyond U+FFFF come after all other units. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
