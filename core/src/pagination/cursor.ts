/**
 * Where a listing stands: plain JSON, to be kept and given back as `from`, in another process or on another day.
 * Its members are the pager's own affair.
 */
export interface Cursor {
  /** The version of this form. Another one is refused. */
  readonly v: typeof cursorVersion;
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

export const cursorVersion = 1;

/**
 * Checks a cursor that came from outside.
 * @throws TypeError where it is none, has another version, or belongs to a listing with another filter
 */
export function checkCursor(cursor: Cursor, filter: object): void {
  const { v, filter: of, token, after, within } = cursor ?? {};
  const texts = [token ?? "", within ? after : (after ?? "")];
  const wrong = !of || canonical(of) !== canonical(filter) || texts.some((text) => typeof text !== "string");
  if (wrong || v !== cursorVersion) {
    const expected = `the filter ${JSON.stringify(filter)} and of version ${cursorVersion}`;
    throw new TypeError(`from is ${JSON.stringify(cursor)}; expected a cursor of ${expected}`);
  }
}

function canonical(filter: object): string {
  return JSON.stringify(Object.entries(filter).sort());
}
