import { scopeOf } from "../addresses/scopes.ts";
import type { Caller } from "./call.ts";
import { serviceError } from "./service-error.ts";

interface QuotaRequest {
  readonly operation: string;
  readonly requestsPerSecond: number;
  readonly caller: Caller;
}

/** The requests that each operation, account and Region has left [F11]; at first as many as in one second. */
export class Quota {
  readonly #buckets = new Map<string, { left: number; at: number }>();

  /** @throws LogsError `ThrottlingException` */
  take({ operation, requestsPerSecond, caller }: QuotaRequest, now: number): void {
    const key = `${operation}/${scopeOf(caller)}`;
    const bucket = this.#buckets.get(key) ?? { left: requestsPerSecond, at: now };
    // A clock that is set back takes no requests away.
    const regained = (Math.max(0, now - bucket.at) * requestsPerSecond) / 1000;
    const left = Math.min(requestsPerSecond, bucket.left + regained);
    this.#buckets.set(key, { left: left < 1 ? left : left - 1, at: now });
    if (left < 1) throw serviceError("ThrottlingException", "Rate exceeded");
  }
}
