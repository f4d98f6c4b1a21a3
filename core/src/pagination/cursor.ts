import { jsonOf } from "../json.ts";

/**
 * A place in a listing as plain JSON: keep it and pass it as `from`, in another process or on another day. Its members
 * may change with `v`.
 */
export interface Cursor {
  /** The version of this form. Another one is refused. */
  readonly v: 1;
  /** The filter of the listing that it belongs to. */
  readonly filter: object;
  /** The token of the page that it points into or behind; the service forgets it after 24 hours. [F27] */
  readonly token?: string;
  /** The name of the last item that was yielded. */
  readonly after?: string;
  /** The page holds items up to `after` too; they are left out. */
  readonly within?: boolean;
  /** The listing had come to its end. */
  readonly done?: boolean;
  /** The Region that the listing was of, where a client of this package made the cursor. */
  readonly region?: string;
  /** The account that it was of, where the items said so. */
  readonly account?: string;
}

export const cursorVersion = 1;

/** A place in one listing, whose filter is known. */
export type Position = { readonly [Member in "token" | "after" | "within" | "done"]?: Cursor[Member] | undefined };

export function cursorAt(filter: object, position: Position): Cursor {
  return jsonOf({ v: cursorVersion, filter, ...position });
}

/**
 * Refuses a cursor from outside that does not belong to a listing.
 * @throws TypeError where it is none, has another version, or belongs to a listing with another filter
 */
export function refuseForeignCursor(cursor: Cursor, filter: object): void {
  const { v, filter: of, token = "", after = "", within = false, done = false } = cursor ?? {};
  const otherKind = typeof token !== "string" || typeof after !== "string" || !!within !== within || !!done !== done;
  const wrong = !of || canonical(of) !== canonical(filter) || otherKind || (within && !after);
  if (wrong || v !== cursorVersion) {
    throw new TypeError(
      `from is ${JSON.stringify(cursor)}; expected a cursor of the filter ${JSON.stringify(filter)} and of version ${cursorVersion} [LD1101]`,
    );
  }
}

/** The filter as a text, whatever the order of its members. */
function canonical(filter: object): string {
  return JSON.stringify(filter, Object.keys(filter).sort());
}
