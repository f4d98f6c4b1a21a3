import { hasCharacter } from "./character-set.ts";
import type { Part, RegularExpression } from "./regular-expression.ts";
import type { Steps } from "./steps.ts";

/**
 * Makes a matcher that goes over a text once, in all ways at the same time. At each place it visits a part at most once,
 * whatever the part's number of times.
 */
export function regularExpressionMatcher({ alternatives }: RegularExpression, steps: Steps): (text: string) => boolean {
  return (text) => alternatives.some((parts) => occurs(parts, text, steps));
}

function occurs(parts: readonly Part[], text: string, steps: Steps): boolean {
  const waysInto = parts.map(() => new Ways());
  /** The parts before it may have ways. */
  let active = 0;
  for (let index = 0, place = 0; ; place++) {
    const code = text.codePointAt(index);
    let reached = true;
    let last = 0;
    for (let at = 0; at < parts.length && (reached || at < active); at++) {
      steps.count++;
      const part = parts[at] as Part;
      if (part === "start") reached &&= index === 0;
      else if (part === "end") reached &&= code === undefined;
      else {
        const ways = waysInto[at] as Ways;
        const enters: boolean = reached;
        reached = (enters && part.min === 0) || place - ways.oldest >= part.min;
        if (code === undefined || !hasCharacter(part.set, code)) ways.clear();
        else {
          if (place - ways.oldest >= part.max) ways.dropOldest();
          if (enters && part.max > 0) ways.add(place, part.max);
        }
        if (ways.oldest < Number.POSITIVE_INFINITY) last = at + 1;
      }
    }
    if (reached) return true;
    if (code === undefined) return false;
    active = last;
    index += code > 0xffff ? 2 : 1;
  }
}

/** The places where the ways through a part began. */
class Ways {
  #places: number[] = [];
  #first = 0;

  get oldest(): number {
    return this.#places[this.#first] ?? Number.POSITIVE_INFINITY;
  }

  /** Where a way may go on without end, one is as good as all that began later. */
  add(place: number, max: number): void {
    if (max < Number.POSITIVE_INFINITY || this.oldest === Number.POSITIVE_INFINITY) this.#places.push(place);
  }

  dropOldest(): void {
    this.#first++;
    if (this.#first === this.#places.length) this.clear();
  }

  clear(): void {
    if (this.#places.length > 0) this.#places = [];
    this.#first = 0;
  }
}
