import type { LogGroup, RequestOf, ResponseOf, Tags } from "@log-destinations/core";
import { checkNeighbour } from "@log-destinations/core/service";
import { logGroupArn } from "../addresses/log-group-arn.ts";
import { scopeOf } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import { listPage } from "../service/list-page.ts";
import { serviceError } from "../service/service-error.ts";
import type { LogGroupRecord } from "../state/records.ts";
import { existingGroup } from "./existing-group.ts";
import { findGroup, putGroup, removeGroup } from "./group-store.ts";
import { attributesOf, refuseKey } from "./log-group-attributes.ts";
import { refuseBroken } from "./refuse-broken.ts";

interface CreateLogGroupRequest {
  logGroupName: string;
  kmsKeyId?: string;
  tags?: Tags;
  logGroupClass?: NonNullable<LogGroup["logGroupClass"]>;
  deletionProtectionEnabled?: boolean;
}

export function createLogGroup(
  call: Call,
  { logGroupName, tags = {}, kmsKeyId, logGroupClass, deletionProtectionEnabled }: CreateLogGroupRequest,
): object {
  const { caller, state, now } = call;
  const address = { ...caller, logGroupName };
  if (findGroup(state, address)) {
    throw serviceError("ResourceAlreadyExistsException", "The specified log group already exists");
  }
  if (kmsKeyId !== undefined) refuseKey(call, logGroupName, kmsKeyId);
  putGroup(state, address, {
    creationTime: now,
    tags,
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(logGroupClass !== undefined && { logGroupClass }),
    // Its events are kept for two days, whatever is asked for. [F306]
    ...(logGroupClass === "DELIVERY" && { retentionInDays: 2 }),
    ...(deletionProtectionEnabled && { deletionProtectionEnabled }),
  });
  return {};
}

export function describeLogGroups(
  call: Call,
  { logGroupNamePrefix: prefix, logGroupClass, nextToken, limit }: RequestOf<"DescribeLogGroups">,
): ResponseOf<"DescribeLogGroups"> {
  const { caller, state } = call;
  const only = logGroupClass && isOfClass(logGroupClass);
  const listing = { listing: `groups/${prefix ?? ""}/${logGroupClass ?? ""}`, prefix, nextToken, limit, only };
  const { values, token } = listPage(call, state.table("logGroups"), scopeOf(caller), listing);
  const logGroups = values.map((group): LogGroup => {
    const { logGroupName, creationTime } = group;
    const arn = logGroupArn(caller, logGroupName);
    const fixed = { metricFilterCount: 0, storedBytes: 0 };
    return { logGroupName, creationTime, ...fixed, ...attributesOf(group), arn: `${arn}:*`, logGroupArn: arn };
  });
  return { logGroups, ...token };
}

/** Each of these two classes lists the log groups of both. [F278] */
const listedTogether = ["INFREQUENT_ACCESS", "ESSENTIALS"];

function isOfClass(wanted: string): (group: LogGroupRecord) => boolean {
  const classes = listedTogether.includes(wanted) ? listedTogether : [wanted];
  return ({ logGroupClass = "STANDARD" }) => classes.includes(logGroupClass);
}

export function deleteLogGroup(call: Call, { logGroupName }: { logGroupName: string }): object {
  refuseBroken(call, checkNeighbour("deleted", existingGroup(call, logGroupName)));
  removeGroup(call.state, { ...call.caller, logGroupName });
  return {};
}
