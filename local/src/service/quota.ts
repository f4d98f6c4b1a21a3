import { scopeOf } from "../addresses/scopes.ts";
import type { Caller } from "./call.ts";
import { serviceError } from "./service-error.ts";

interface QuotaRequest {
  readonly operation: string;
  readonly requestsPerSecond: number;
  readonly caller: Caller;
}

/** The requests that are left to each operation, account and Region [F11], with a second's worth to begin with. */
export class Quota {
  readonly #buckets = new Map<string, { left: number; at: number }>();

  /** @throws LogsError `ThrottlingException` */
  take({ operation, requestsPerSecond, caller }: QuotaRequest, now: number): void {
    const key = `${operation}/${scopeOf(caller)}`;
    const bucket = this.#buckets.get(key) ?? { left: requestsPerSecond, at: now };
    // A clock that is set back takes nothing away.
    const regained = (Math.max(0, now - bucket.at) * requestsPerSecond) / 1000;
    const left = Math.min(requestsPerSecond, bucket.left + regained);
    this.#buckets.set(key, { left: left < 1 ? left : left - 1, at: now });
    if (left < 1) throw serviceError("ThrottlingException", "Rate exceeded");
  }
}
