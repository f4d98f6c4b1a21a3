import { scopeOf } from "../addresses/scopes.ts";
import type { Caller } from "./call.ts";
import { serviceError } from "./service-error.ts";

const perSecond = 5;

/** Five requests a second per operation, account and Region [F11], with a second's worth to begin with. */
export class Quota {
  readonly #buckets = new Map<string, { left: number; at: number }>();

  /** @throws LogsError `ThrottlingException` */
  take(operation: string, caller: Caller, now: number): void {
    const key = `${operation}/${scopeOf(caller)}`;
    const bucket = this.#buckets.get(key) ?? { left: perSecond, at: now };
    // A clock that is set back takes nothing away.
    const left = Math.min(perSecond, bucket.left + (Math.max(0, now - bucket.at) * perSecond) / 1000);
    this.#buckets.set(key, { left: left < 1 ? left : left - 1, at: now });
    if (left < 1) throw serviceError("ThrottlingException", "Rate exceeded");
  }
}
