import { maxPageSize } from "@log-destinations/core/service";
import type { ReadableTable } from "../state/sorted-table.ts";
import type { Call } from "./call.ts";

interface ListingRequest {
  /** Distinguishes the tokens of this listing from those of others. */
  listing: string;
  prefix?: string | undefined;
  nextToken?: string | undefined;
  limit?: number | undefined;
}

/** One page of a scope's values, sorted by name, and the token of the next page. */
export function listPage<Value>(
  { tokens, now }: Call,
  table: ReadableTable<Value>,
  scope: string,
  { listing, prefix, nextToken, limit = maxPageSize }: ListingRequest,
): { values: Value[]; token: { nextToken?: string } } {
  const name = `${listing}/${scope}`;
  if (nextToken !== undefined)
    tokens.refuseInvalid(name, nextToken, () => table.get(scope, nextToken) !== undefined, now);
  const { values, next } = table.slice(scope, { prefix, after: nextToken, limit });
  return { values, token: next === undefined ? {} : { nextToken: tokens.issue(name, next, now) } };
}
