import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { LogGroupRecord } from "../state/records.ts";
import { findGroup } from "./group-store.ts";

/** @throws LogsError `ResourceNotFoundException` */
export function existingGroup({ caller, state }: Call, logGroupName: string): LogGroupRecord {
  const group = findGroup(state, { ...caller, logGroupName });
  if (!group) throw serviceError("ResourceNotFoundException", "The specified log group does not exist.");
  return group;
}
