import { serviceError } from "./service-error.ts";

const lifetime = 24 * 60 * 60_000;
const generation = 5_000;

/**
 * The page tokens of listings. A token is the last name of its page in clear text [F44], good for 24 hours [F27], also
 * when what it names is deleted meanwhile.
 */
export class PageTokens {
  /** When each token was last given out. The older half is dropped as a whole when the younger one is full. */
  #younger = new Map<string, number>();
  #older = new Map<string, number>();

  give(listing: string, name: string, now: number): string {
    if (this.#younger.size === generation) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(`${listing}/${name}`, now);
    return name;
  }

  /**
   * @param exists whether the listing has an entry of this name. Tokens given out before a restart are not remembered,
   * so a name that is there is taken.
   * @throws LogsError `InvalidParameterException` for a token that expired or was never given out; that the service says
   * so in these words is inferred from its other listings [F47]
   */
  refuseInvalid(listing: string, token: string, exists: () => boolean, now: number): void {
    const key = `${listing}/${token}`;
    const given = this.#younger.get(key) ?? this.#older.get(key) ?? (exists() ? now : -Infinity);
    if (now - given > lifetime) throw serviceError("InvalidParameterException", "The specified nextToken is invalid.");
  }
}
