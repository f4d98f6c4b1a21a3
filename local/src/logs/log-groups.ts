import type { LogGroup, RequestOf, ResponseOf, Tags } from "@log-destinations/core";
import { logGroupArn } from "../addresses/log-group-arn.ts";
import { scopeOf } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import { listPage } from "../service/list-page.ts";
import { serviceError } from "../service/service-error.ts";
import type { LogGroupRecord } from "../state/records.ts";
import { findGroup, putGroup, removeGroup } from "./group-store.ts";

/** @throws LogsError `ResourceNotFoundException` */
export function existingGroup({ caller, state }: Call, logGroupName: string): LogGroupRecord {
  const group = findGroup(state, { ...caller, logGroupName });
  if (!group) throw serviceError("ResourceNotFoundException", "The specified log group does not exist.");
  return group;
}

export function createLogGroup(
  { caller, state, now }: Call,
  { logGroupName, tags = {} }: { logGroupName: string; tags?: Tags },
): object {
  const address = { ...caller, logGroupName };
  if (findGroup(state, address)) {
    throw serviceError("ResourceAlreadyExistsException", "The specified log group already exists");
  }
  putGroup(state, address, { creationTime: now, tags });
  return {};
}

export function describeLogGroups(
  call: Call,
  { logGroupNamePrefix: prefix, nextToken, limit }: RequestOf<"DescribeLogGroups">,
): ResponseOf<"DescribeLogGroups"> {
  const { caller, state } = call;
  const listing = { listing: `groups/${prefix ?? ""}`, prefix, nextToken, limit };
  const { values, token } = listPage(call, state.table("logGroups"), scopeOf(caller), listing);
  const logGroups = values.map(({ logGroupName, creationTime }): LogGroup => {
    const arn = logGroupArn(caller, logGroupName);
    const fixed = { metricFilterCount: 0, storedBytes: 0, logGroupClass: "STANDARD" } as const;
    return { logGroupName, creationTime, ...fixed, arn: `${arn}:*`, logGroupArn: arn };
  });
  return { logGroups, ...token };
}

export function deleteLogGroup(call: Call, { logGroupName }: { logGroupName: string }): object {
  existingGroup(call, logGroupName);
  removeGroup(call.state, { ...call.caller, logGroupName });
  return {};
}
