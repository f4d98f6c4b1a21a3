import { answer } from "./answers.ts";

const lifetime = 24 * 60 * 60_000;
const remembered = 10_000;

/**
 * The page tokens of listings. A token is the last name of its page in clear text, good for 24 hours, also when what it
 * names is deleted meanwhile.
 */
export class Tokens {
  /** When each token was last given out, the oldest first. */
  readonly #given = new Map<string, number>();

  give(listing: string, name: string, now: number): string {
    const key = `${listing}/${name}`;
    this.#given.delete(key);
    this.#given.set(key, now);
    const [oldest] = this.#given.keys();
    if (this.#given.size > remembered && oldest !== undefined) this.#given.delete(oldest);
    return name;
  }

  /**
   * @param exists whether the listing has an entry of this name. Tokens given out before a restart are not remembered,
   * so a name that is there is taken.
   * @throws LogsError `InvalidParameterException` for a token that expired or was never given out; that the service says
   * so in these words is inferred from its other listings
   */
  check(listing: string, token: string, exists: boolean, now: number): void {
    const given = this.#given.get(`${listing}/${token}`) ?? (exists ? now : -Infinity);
    if (now - given > lifetime) throw answer("InvalidParameterException", "The specified nextToken is invalid.");
  }
}
