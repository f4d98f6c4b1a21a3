import {
  type CharacterSet,
  characterRange,
  characterSet,
  hasCharacter,
  namedSet,
  oneCharacter,
} from "./character-set.ts";
import { FilterPatternError, notDocumented } from "./filter-pattern-error.ts";

/** A regular expression of the service: `%…%`. It has no groups, so that it is a row of parts, or several to choose from. */
export interface RegularExpression {
  /** Without the percent signs. */
  readonly text: string;
  /** Where in the pattern it begins, behind the percent sign. */
  readonly at: number;
  readonly alternatives: readonly (readonly Part[])[];
}

/** `^`, `$`, or a character with the number of times that it may occur. */
export type Part = "start" | "end" | { readonly set: CharacterSet; readonly min: number; readonly max: number };

/** A blank is in an example of the documentation. [F366] */
const supported = /[A-Za-z0-9 :_#=@/;,\-^$?[\]{}|\\*+.]/;
const quantifier = /[*+?]|\{ *(\d*) *(?:(,) *(\d*) *)?\}/y;

/** @throws FilterPatternError */
export function readRegularExpression(text: string, at: number): RegularExpression {
  return new Reader(text, at).read();
}

/** Takes the documented syntax alone. [F363, F365] */
class Reader {
  readonly #text: string;
  readonly #offset: number;
  #at = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  read(): RegularExpression {
    if (this.#text === "") throw this.#wrong("a regular expression is empty [LD1854]");
    const alternatives: Part[][] = [[]];
    while (this.#at < this.#text.length) {
      const parts = alternatives.at(-1) ?? [];
      if (this.#take("|")) alternatives.push([]);
      else if (this.#take("^")) parts.push("start");
      else if (this.#take("$")) parts.push("end");
      else {
        const set = this.#readOne();
        parts.push({ set, ...this.#readTimes() });
      }
    }
    return { text: this.#text, at: this.#offset, alternatives };
  }

  /** The characters of `.`, of a class, of an escape or of a character. */
  #readOne(): CharacterSet {
    const at = this.#at;
    if (this.#take(".")) return characterSet(() => true);
    if (this.#take("[")) return this.#readClass(at);
    const character = this.#text[at] ?? "";
    if (/[*+?{]/.test(character)) throw this.#wrong(`${character} has nothing to repeat; escape it by \\ [LD1855]`);
    return this.#readCharacter();
  }

  /** A character, or the set that an escape stands for. */
  #readCharacter(): CharacterSet {
    const at = this.#at;
    if (!this.#take("\\")) return oneCharacter(this.#readSupported(at));
    if (this.#at >= this.#text.length) throw this.#wrong("a regular expression ends in \\ [LD1857]", at);
    if (this.#take("x")) return this.#readHexadecimal(at);
    const character = this.#readSupported(at);
    const named = namedSet(character);
    if (!named && /[A-Za-z0-9 ]/.test(character)) {
      throw notDocumented(`\\${character} in a regular expression`, this.#offset + at);
    }
    return named ?? oneCharacter(character);
  }

  /** @param at where to say that it is wrong */
  #readSupported(at: number): string {
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    if (!supported.test(character)) {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
      const instead = character > "\x7f" ? "it takes ASCII alone" : `write \\x${code}`;
      throw this.#wrong(`${character} is not supported in a regular expression; ${instead} [LD1856]`, at);
    }
    this.#at += character.length;
    return character;
  }

  #readHexadecimal(at: number): CharacterSet {
    const digits = this.#text.slice(this.#at, this.#at + 2);
    const code = /^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
    if (!(code < 128)) throw this.#wrong(`\\x${digits} is no character of ASCII; expected \\x00 to \\x7F [LD1858]`, at);
    this.#at += 2;
    return oneCharacter(String.fromCharCode(code));
  }

  #readClass(at: number): CharacterSet {
    const negated = this.#take("^");
    const sets: CharacterSet[] = [];
    while (!this.#take("]")) {
      if (this.#at >= this.#text.length) throw this.#wrong("the class [ is not closed by ] [LD1859]", at);
      if (this.#text[this.#at] === "[") throw notDocumented("[ within a class", this.#offset + this.#at);
      const from = this.#readCharacter();
      const ranged = this.#text[this.#at] === "-" && !/^-(?:\]|$)/.test(this.#text.slice(this.#at));
      sets.push(ranged ? this.#readRange(from) : from);
    }
    if (sets.length === 0) {
      if (this.#text.includes("]", this.#at)) throw notDocumented("] at the beginning of a class", this.#offset + at);
      throw this.#wrong("the class [] is empty [LD1860]", at);
    }
    return characterSet((code) => sets.some((set) => hasCharacter(set, code)) !== negated);
  }

  #readRange(from: CharacterSet): CharacterSet {
    const at = this.#at++;
    const range = characterRange(from, this.#readCharacter());
    if (range) return range;
    throw this.#wrong("the range of a class goes from a character to a later one, as in a-z [LD1861]", at);
  }

  #readTimes(): { min: number; max: number } {
    const at = this.#at;
    const match = this.#readQuantifier();
    if (!match) return { min: 1, max: 1 };
    const [text, from = "", comma, to = ""] = match;
    const end = this.#at;
    if (this.#readQuantifier()) throw notDocumented("a quantifier behind a quantifier", this.#offset + end);
    if (text === "?") return { min: 0, max: 1 };
    if (text === "*" || text === "+") return { min: text === "+" ? 1 : 0, max: Number.POSITIVE_INFINITY };
    const min = Number(from);
    const max = comma === undefined ? min : to === "" ? Number.POSITIVE_INFINITY : Number(to);
    if (min > max || (from === "" && to === "")) {
      throw this.#wrong(`${text} is no number of times; expected one such as {2}, {2,5} or {2,} [LD1862]`, at);
    }
    return { min, max };
  }

  #readQuantifier(): RegExpExecArray | null {
    quantifier.lastIndex = this.#at;
    const match = quantifier.exec(this.#text);
    if (match) this.#at += match[0].length;
    else if (this.#text[this.#at] === "{") {
      throw this.#wrong("{ begins no number of times; escape it by \\, or write one such as {2,5} [LD1863]");
    }
    return match;
  }

  #take(operator: string): boolean {
    const fits = this.#text[this.#at] === operator;
    if (fits) this.#at++;
    return fits;
  }

  #wrong(message: string, at = this.#at): FilterPatternError {
    return new FilterPatternError(message, this.#offset + at);
  }
}
