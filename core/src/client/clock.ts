import type { FetchResponse } from "./transport.ts";

const tolerated = 240_000;

/**
 * How many milliseconds the clock of a service is ahead of this one, by the date of its answer.
 * @param signed the time that the refused request was signed for
 * @returns `undefined` where that time was near enough: the clock was not the fault
 */
export function clockAhead(headers: FetchResponse["headers"], signed: Date): number | undefined {
  const date = Date.parse(headers.get("date") ?? "");
  return Math.abs(date - signed.getTime()) > tolerated ? date - Date.now() : undefined;
}
