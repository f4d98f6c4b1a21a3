import { parseArn, partitionOf, type Tags } from "@log-destinations/core";
import { accountIdPattern } from "@log-destinations/core/service";
import { answer } from "../service/answers.ts";
import { type Call, scopeOf } from "../service/call.ts";
import { page } from "../service/listing.ts";
import type { LogGroupRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";

/** Where a log group is. */
interface Home {
  readonly account: string;
  readonly region: string;
}

/** The scope of what belongs to a log group. */
export function groupScope({ caller }: { readonly caller: Home }, logGroupName: string): string {
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

export function groupArn({ caller: { region, account } }: { readonly caller: Home }, logGroupName: string): string {
  return `arn:${partitionOf(region).name}:logs:${region}:${account}:log-group:${logGroupName}`;
}

/** A log group by where it is and its name. */
export interface GroupAddress {
  readonly caller: Home;
  readonly logGroupName: string;
}

/** Reads the ARN of a log group; `undefined` where the text is not one. */
export function parseGroupArn(text: string): GroupAddress | undefined {
  const { service, region = "", account = "", resource = "" } = parseArn(text) ?? {};
  const [, logGroupName] = /^log-group:([.\-_/#A-Za-z0-9]{1,512})$/.exec(resource) ?? [];
  if (service !== "logs" || region === "" || !accountIdPattern.test(account) || logGroupName === undefined)
    return undefined;
  const address = { caller: { account, region }, logGroupName };
  return groupArn(address, logGroupName) === text ? address : undefined;
}

export function deleteLogGroup(call: Call, { logGroupName }: { logGroupName: string }): object {
  existingGroup(call, logGroupName);
  removeGroup(call.state, { caller: call.caller, logGroupName });
  return {};
}

/** Removes the group, if there is one, with its streams and filters. */
export function removeGroup(state: State, address: GroupAddress): void {
  const { caller, logGroupName } = address;
  const scope = groupScope(address, logGroupName);
  for (const table of ["logStreams", "subscriptionFilters"] as const) {
    for (const [name] of state.table(table).named(scope, { limit: Infinity })) state.delete(table, scope, name);
  }
  state.delete("logGroups", scopeOf(caller), logGroupName);
}
