import { answer } from "../service/answers.ts";
import type { Call } from "../service/call.ts";
import { page } from "../service/listing.ts";
import type { LogStreamRecord } from "../state/records.ts";
import { existingGroup, groupArn, groupScope } from "./log-groups.ts";

export interface LogStreamAddress {
  logGroupName: string;
  logStreamName: string;
}

/** @throws LogsError `ResourceNotFoundException` for the group, then for the stream */
export function existingStream(call: Call, { logGroupName, logStreamName }: LogStreamAddress): LogStreamRecord {
  existingGroup(call, logGroupName);
  const stream = call.state.table("logStreams").get(groupScope(call, logGroupName), logStreamName);
  if (!stream) throw answer("ResourceNotFoundException", "The specified log stream does not exist.");
  return stream;
}

export function createLogStream(call: Call, { logGroupName, logStreamName }: LogStreamAddress): object {
  existingGroup(call, logGroupName);
  const { state, now } = call;
  const scope = groupScope(call, logGroupName);
  if (state.table("logStreams").get(scope, logStreamName)) {
    throw answer("ResourceAlreadyExistsException", "The specified log stream already exists");
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
  const scope = groupScope(call, logGroupName);
  const listing = { listing: `streams/${prefix ?? ""}`, prefix, nextToken, limit };
  const { values, token } = page(call, call.state.table("logStreams"), scope, listing);
  const logStreams = values.map((stream) => {
    const arn = `${groupArn(call, logGroupName)}:log-stream:${stream.logStreamName}`;
    return { ...stream, arn, storedBytes: 0 };
  });
  return { logStreams, ...token };
}

export function deleteLogStream(call: Call, address: LogStreamAddress): object {
  existingStream(call, address);
  call.state.delete("logStreams", groupScope(call, address.logGroupName), address.logStreamName);
  return {};
}
