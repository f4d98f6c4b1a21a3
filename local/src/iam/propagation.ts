import { everywhere, type RoleRecord, type RoleVersion } from "../state/records.ts";
import type { State } from "../state/state.ts";

interface Time {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The milliseconds that a change of a role takes to be seen. */
  readonly propagation: number;
}

/** The role as IAM answers for it now; `undefined` where it was made too short a time ago. */
export function versionInForce({ versions }: RoleRecord, { now, propagation }: Time): RoleVersion | undefined {
  return versions.findLast(({ since }) => since + propagation <= now);
}

/** Writes a role's newest version, keeping those that may still be in force. */
export function putRole(state: State, arn: string, role: Omit<RoleVersion, "since">, time: Time): void {
  const before = state.table("roles").get(everywhere, arn)?.versions ?? [];
  const inForce = before.findLastIndex(({ since }) => since + time.propagation <= time.now);
  const kept = time.propagation === 0 ? [] : before.slice(Math.max(0, inForce));
  state.put("roles", everywhere, arn, { versions: [...kept, { since: time.now, ...role }] });
}

/** Removes a role at once, so that it is missing from then on. One that is not there is passed over. */
export function removeRole(state: State, arn: string, time: number): void {
  if (!state.table("roles").get(everywhere, arn)) return;
  state.delete("roles", everywhere, arn);
  state.put("removed", everywhere, arn, { time });
}
