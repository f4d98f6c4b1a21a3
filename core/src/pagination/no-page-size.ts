import type { ListingOptions } from "./page.ts";

/**
 * Refuses a page size for a listing whose operation has no `limit`. [F176]
 * @throws TypeError
 */
export function refusePageSize(options: ListingOptions): void {
  if (options.pageSize === undefined) return;
  throw new TypeError("pageSize is given, and the service has no limit for account policies; leave it out [LD1106]");
}
