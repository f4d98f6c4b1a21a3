import { isObject } from "@log-destinations/core/service";
import type { ClockSetting } from "../service/clock.ts";
import { type Change, isChange } from "../state/state.ts";

const format = "log-destinations snapshot";
const version = 1;

/** All that the service keeps, and the setting of its clock; access keys and secrets are no part of it. Plain JSON. */
export interface Snapshot {
  readonly format: typeof format;
  readonly version: typeof version;
  readonly clock: ClockSetting;
  readonly entries: readonly Change[];
}

export function snapshotOf(entries: Iterable<Change>, clock: ClockSetting): Snapshot {
  // A copy: what is kept is never handed out.
  return structuredClone({ format, version, clock, entries: [...entries] });
}

/** @throws TypeError for anything but what {@link snapshotOf} gave */
export function readSnapshot(given: unknown): Snapshot {
  if (!isObject(given) || given.format !== format) {
    throw new TypeError("this is no snapshot; expected the object that snapshot gave [LD3434]");
  }
  if (given.version !== version) {
    throw new TypeError(
      `the snapshot is of version ${JSON.stringify(given.version)}, and this package reads version ${version}; take another one [LD3435]`,
    );
  }
  const { clock, entries } = given;
  const whole =
    isClockSetting(clock) && Array.isArray(entries) && entries.every((entry) => isChange(entry) && entry.length === 4);
  if (!whole) throw new TypeError("the snapshot was changed and cannot be restored; take another one [LD3436]");
  return structuredClone({ format, version, clock, entries });
}

function isClockSetting(value: unknown): value is ClockSetting {
  if (!isObject(value)) return false;
  const { offset, stoppedAt } = value;
  return Number.isSafeInteger(offset) && (stoppedAt === undefined || Number.isSafeInteger(stoppedAt));
}
