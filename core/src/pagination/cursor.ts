/**
 * Where a listing stands: plain JSON, to be kept and given back as `from`, in another process or on another day.
 * Its members are the pager's own affair.
 */
export interface Cursor {
  /** The filter of the listing that it belongs to. */
  readonly filter: object;
  /** The token of the page that it points into or behind; the service forgets it after 24 hours. */
  readonly token?: string;
  /** The name of the last item that was given out. */
  readonly after?: string;
  /** Items up to `after` come again, as it points into a page, and are left out. */
  readonly within?: boolean;
  /** The listing had come to its end. */
  readonly done?: boolean;
}

/**
 * Checks a cursor that came from outside.
 * @throws TypeError where it is none, or belongs to a listing with another filter
 */
export function checkCursor(cursor: Cursor, filter: object): void {
  const { filter: of, token, after, within } = cursor ?? {};
  const texts = [token ?? "", within ? after : (after ?? "")];
  if (!of || canonical(of) !== canonical(filter) || texts.some((text) => typeof text !== "string")) {
    throw new TypeError(`from is ${JSON.stringify(cursor)}; expected a cursor of the filter ${JSON.stringify(filter)}`);
  }
}

function canonical(filter: object): string {
  return JSON.stringify(Object.entries(filter).sort());
}
