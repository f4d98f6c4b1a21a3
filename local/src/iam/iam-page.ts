import { serviceError } from "../service/service-error.ts";

export interface PageRequest {
  Marker?: string;
  MaxItems?: number;
}

/**
 * A page of a listing of IAM. A marker is the place of its first item; to callers it is opaque.
 * @param member the name of the list in the answer
 * @throws LogsError `InvalidInput` for a marker that was never issued
 */
export function iamPage(
  member: string,
  items: readonly unknown[],
  { Marker = "0", MaxItems = 100 }: PageRequest,
): object {
  if (!/^\d{1,9}$/.test(Marker)) throw serviceError("InvalidInput", "The Marker is invalid.");
  const end = Number(Marker) + MaxItems;
  const more = end < items.length;
  return { [member]: items.slice(Number(Marker), end), IsTruncated: more, ...(more && { Marker: String(end) }) };
}

/** A time as the query protocol writes it. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, "");
}
