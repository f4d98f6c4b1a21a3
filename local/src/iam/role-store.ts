import { everywhere } from "../addresses/scopes.ts";
import type { RoleRecord, RoleVersion } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { type Time, withVersion } from "./versions.ts";

export function findRole(state: State, arn: string): RoleRecord | undefined {
  return state.table("roles").get(everywhere, arn);
}

/** All roles by ARN. */
export function allRoles(state: State): [arn: string, role: RoleRecord][] {
  return state.table("roles").named(everywhere, { limit: Infinity });
}

/** Writes the newest version of a role, and keeps those that may still be in force. */
export function putRole(state: State, arn: string, role: Omit<RoleVersion, "since">, time: Time): void {
  const { versions = [], creationTime = time.now } = findRole(state, arn) ?? {};
  const version = { since: time.now, ...role };
  state.put("roles", everywhere, arn, { creationTime, versions: withVersion(versions, version, time) });
}

/** Removes a role at once, so that it is missing from then on. One that does not exist is passed over. */
export function removeRole(state: State, arn: string, time: number): void {
  if (!findRole(state, arn)) return;
  state.delete("roles", everywhere, arn);
  state.put("removed", everywhere, arn, { time });
}
