import { logGroupArn } from "../addresses/log-group-arn.ts";
import { groupScope } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import { listPage } from "../service/list-page.ts";
import { serviceError } from "../service/service-error.ts";
import type { LogStreamRecord } from "../state/records.ts";
import { existingGroup } from "./existing-group.ts";

export interface LogStreamReference {
  logGroupName: string;
  logStreamName: string;
}

/** @throws LogsError `ResourceNotFoundException` for the group, then for the stream */
export function existingLogStream(call: Call, { logGroupName, logStreamName }: LogStreamReference): LogStreamRecord {
  existingGroup(call, logGroupName);
  const stream = call.state.table("logStreams").get(groupScope(call.caller, logGroupName), logStreamName);
  if (!stream) throw serviceError("ResourceNotFoundException", "The specified log stream does not exist.");
  return stream;
}

export function createLogStream(call: Call, { logGroupName, logStreamName }: LogStreamReference): object {
  existingGroup(call, logGroupName);
  const { state, now } = call;
  const scope = groupScope(call.caller, logGroupName);
  if (state.table("logStreams").get(scope, logStreamName)) {
    throw serviceError("ResourceAlreadyExistsException", "The specified log stream already exists");
  }
  state.put("logStreams", scope, logStreamName, { logStreamName, creationTime: now });
  return {};
}

interface DescribeLogStreamsRequest {
  logGroupName: string;
  logStreamNamePrefix?: string;
  nextToken?: string;
  limit?: number;
}

export function describeLogStreams(
  call: Call,
  { logGroupName, logStreamNamePrefix: prefix, nextToken, limit }: DescribeLogStreamsRequest,
): object {
  existingGroup(call, logGroupName);
  const scope = groupScope(call.caller, logGroupName);
  const listing = { listing: `streams/${prefix ?? ""}`, prefix, nextToken, limit };
  const { values, token } = listPage(call, call.state.table("logStreams"), scope, listing);
  const logStreams = values.map((stream) => {
    const arn = `${logGroupArn(call.caller, logGroupName)}:log-stream:${stream.logStreamName}`;
    return { ...stream, arn, storedBytes: 0 };
  });
  return { logStreams, ...token };
}

export function deleteLogStream(call: Call, address: LogStreamReference): object {
  existingLogStream(call, address);
  call.state.delete("logStreams", groupScope(call.caller, address.logGroupName), address.logStreamName);
  return {};
}
