import { maxPageSize } from "@log-destinations/core/service";
import type { Range, ReadableTable, Slice } from "../state/sorted-table.ts";
import type { Call } from "./call.ts";

interface ListingRequest<Value> {
  /** Distinguishes the tokens of this listing from those of others. */
  listing: string;
  prefix?: string | undefined;
  nextToken?: string | undefined;
  limit?: number | undefined;
  /**
   * Which values it lists.
   * @default all of them
   */
  only?: ((value: Value) => boolean) | undefined;
}

/** One page of a scope's values, sorted by name, and the token of the next page. */
export function listPage<Value>(
  { tokens, now }: Call,
  table: ReadableTable<Value>,
  scope: string,
  { listing, prefix, nextToken, limit = maxPageSize, only }: ListingRequest<Value>,
): { values: Value[]; token: { nextToken?: string } } {
  const name = `${listing}/${scope}`;
  if (nextToken !== undefined)
    tokens.refuseInvalid(name, nextToken, () => table.get(scope, nextToken) !== undefined, now);
  const range = { prefix, after: nextToken, limit };
  const { values, next } = only ? sliceOf(table, scope, range, only) : table.slice(scope, range);
  return { values, token: next === undefined ? {} : { nextToken: tokens.issue(name, next, now) } };
}

function sliceOf<Value>(
  table: ReadableTable<Value>,
  scope: string,
  { limit, ...range }: Range,
  only: (value: Value) => boolean,
): Slice<Value> {
  const found = table.named(scope, { ...range, limit: Infinity }).filter(([, value]) => only(value));
  const values = found.slice(0, limit).map(([, value]) => value);
  const last = found[limit - 1];
  return found.length > limit && last ? { values, next: last[0] } : { values };
}
