import { everywhere } from "../addresses/scopes.ts";
import type { RoleRecord, RoleVersion } from "../state/records.ts";
import type { State } from "../state/state.ts";

interface Time {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds until a change of a role takes effect. */
  readonly propagation: number;
}

export function findRole(state: State, arn: string): RoleRecord | undefined {
  return state.table("roles").get(everywhere, arn);
}

/** Writes the newest version of a role, and keeps those that may still be in force. */
export function putRole(state: State, arn: string, role: Omit<RoleVersion, "since">, time: Time): void {
  const before = findRole(state, arn)?.versions ?? [];
  const inForce = before.findLastIndex(({ since }) => since + time.propagation <= time.now);
  const kept = time.propagation === 0 ? [] : before.slice(Math.max(0, inForce));
  state.put("roles", everywhere, arn, { versions: [...kept, { since: time.now, ...role }] });
}

/** Removes a role at once, so that it is missing from then on. One that does not exist is passed over. */
export function removeRole(state: State, arn: string, time: number): void {
  if (!findRole(state, arn)) return;
  state.delete("roles", everywhere, arn);
  state.put("removed", everywhere, arn, { time });
}

/** The version of a role by which IAM answers now; `undefined` while the role is too young. */
export function versionInForce({ versions }: RoleRecord, { now, propagation }: Time): RoleVersion | undefined {
  return versions.findLast(({ since }) => since + propagation <= now);
}
