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
  /** The listing had come to its end. */
  readonly done?: boolean;
}

/**
 * Checks a cursor that came from outside.
 * @throws TypeError where it is none, or belongs to a listing with another filter
 */
export function readCursor(cursor: Cursor, filter: object): Omit<Cursor, "filter"> {
  const { filter: of, token, after, done } = cursor ?? {};
  const wellFormed =
    typeof of === "object" &&
    of !== null &&
    [token, after].every((member) => member === undefined || typeof member === "string") &&
    (done === undefined || typeof done === "boolean");
  if (!wellFormed) throw new TypeError("from is not a cursor; give the cursor of a page");
  if (canonical(of) !== canonical(filter)) {
    throw new TypeError(
      `from is the cursor of a listing with the filter ${canonical(of)}; this one has ${canonical(filter)}`,
    );
  }
  return { ...(token !== undefined && { token }), ...(after !== undefined && { after }), ...(done && { done }) };
}

function canonical(filter: object): string {
  return JSON.stringify(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
}
