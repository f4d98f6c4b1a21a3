import { partitionOf, type Tags } from "@log-destinations/core";
import { answer } from "../service/answers.ts";
import { type Call, scopeOf } from "../service/call.ts";
import { page } from "../service/listing.ts";
import type { LogGroupRecord } from "../state/records.ts";

/** The scope of what belongs to a log group. */
export function groupScope({ caller }: Call, logGroupName: string): string {
  return `${scopeOf(caller)}/${logGroupName}`;
}

/** @throws LogsError `ResourceNotFoundException` */
export function existingGroup({ caller, state }: Call, logGroupName: string): LogGroupRecord {
  const group = state.table("logGroups").get(scopeOf(caller), logGroupName);
  if (!group) throw answer("ResourceNotFoundException", "The specified log group does not exist.");
  return group;
}

export function createLogGroup(
  { caller, state, now }: Call,
  { logGroupName, tags = {} }: { logGroupName: string; tags?: Tags },
): object {
  const scope = scopeOf(caller);
  if (state.table("logGroups").get(scope, logGroupName)) {
    throw answer("ResourceAlreadyExistsException", "The specified log group already exists");
  }
  state.put("logGroups", scope, logGroupName, { logGroupName, creationTime: now, tags });
  return {};
}

interface DescribeLogGroupsRequest {
  logGroupNamePrefix?: string;
  nextToken?: string;
  limit?: number;
}

export function describeLogGroups(
  call: Call,
  { logGroupNamePrefix: prefix, ...paging }: DescribeLogGroupsRequest,
): object {
  const { caller, state } = call;
  const listing = { listing: `groups/${prefix ?? ""}`, prefix, ...paging };
  const { values, token } = page(call, state.table("logGroups"), scopeOf(caller), listing);
  const logGroups = values.map(({ logGroupName, creationTime }) => {
    const logGroupArn = groupArn(call, logGroupName);
    const fixed = { metricFilterCount: 0, storedBytes: 0, logGroupClass: "STANDARD" };
    return { logGroupName, creationTime, ...fixed, arn: `${logGroupArn}:*`, logGroupArn };
  });
  return { logGroups, ...token };
}

export function groupArn({ caller: { region, account } }: Call, logGroupName: string): string {
  return `arn:${partitionOf(region).name}:logs:${region}:${account}:log-group:${logGroupName}`;
}

/** Deletes the group with its streams and filters. */
export function deleteLogGroup(call: Call, { logGroupName }: { logGroupName: string }): object {
  existingGroup(call, logGroupName);
  const { caller, state } = call;
  const scope = groupScope(call, logGroupName);
  for (const table of ["logStreams", "subscriptionFilters"] as const) {
    for (const [name] of state.table(table).named(scope, { limit: Infinity })) state.delete(table, scope, name);
  }
  state.delete("logGroups", scopeOf(caller), logGroupName);
  return {};
}
