import { serviceError } from "./service-error.ts";

const lifetime = 24 * 60 * 60_000;
const generation = 5_000;

/**
 * The page tokens of listings. A token is the last name of its page in clear text [F44] and valid for 24 hours [F27], also
 * where the resource of that name is deleted meanwhile.
 */
export class PageTokens {
  /** The time at which each token was last issued. The older half is dropped when the younger half is full. */
  #younger = new Map<string, number>();
  #older = new Map<string, number>();

  issue(listing: string, name: string, now: number): string {
    if (this.#younger.size === generation) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(`${listing}/${name}`, now);
    return name;
  }

  /**
   * @param exists does the listing have an entry of this name? Tokens from before a restart are not remembered, so the
   * name of an entry is accepted.
   * @throws LogsError `InvalidParameterException` for a token that expired or was never issued; these words are inferred
   * from other listings of the service [F47]
   */
  refuseInvalid(listing: string, token: string, exists: () => boolean, now: number): void {
    const key = `${listing}/${token}`;
    const given = this.#younger.get(key) ?? this.#older.get(key) ?? (exists() ? now : -Infinity);
    if (now - given > lifetime) throw serviceError("InvalidParameterException", "The specified nextToken is invalid.");
  }
}
