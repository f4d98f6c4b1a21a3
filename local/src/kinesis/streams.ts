import { partitionOf } from "@log-destinations/core";
import { parseTarget, streamScope, type Target } from "../delivery/target.ts";
import { answer } from "../service/answers.ts";
import type { Call, Caller } from "../service/call.ts";
import type { StreamRecord } from "../state/records.ts";
import { putStream, removeStream } from "./lifecycle.ts";

/** The last part of a stream's ARN. */
export function nameOf(arn: string): string {
  return arn.slice(arn.indexOf("/") + 1);
}

/** How a request names a stream: by one of the two. */
export interface StreamAddress {
  StreamName?: string;
  StreamARN?: string;
}

export const onDemandShards = 4;

export function scopeOfStreams({ account, region }: Caller): string {
  return streamScope({ service: "kinesis", account, region });
}

/** @throws LogsError `ResourceNotFoundException`; `InvalidArgumentException` where the request names no stream */
export function existingStream({ caller, state }: Call, { StreamName, StreamARN }: StreamAddress): StreamRecord {
  const name = StreamARN === undefined ? StreamName : parseTarget(StreamARN)?.name;
  if (name === undefined) throw answer("InvalidArgumentException", "StreamName or StreamARN is needed");
  // That the two have to agree is inferred. [F159]
  if (StreamName !== undefined && StreamName !== name) {
    throw answer("InvalidArgumentException", `StreamName ${StreamName} is another stream than StreamARN ${StreamARN}`);
  }
  const stream = state.table("streams").get(scopeOfStreams(caller), name);
  if (!stream || (StreamARN !== undefined && StreamARN !== stream.arn)) {
    throw answer("ResourceNotFoundException", `Stream ${name} under account ${caller.account} not found.`);
  }
  return stream;
}

interface CreateStreamRequest {
  StreamName: string;
  ShardCount?: number;
  StreamModeDetails?: { StreamMode?: string };
}

/** Makes a stream that is ACTIVE at once. */
export function createStream({ caller, state, now }: Call, request: CreateStreamRequest): object {
  const { StreamName, ShardCount, StreamModeDetails } = request;
  const { StreamMode = ShardCount === undefined ? "ON_DEMAND" : "PROVISIONED" } = StreamModeDetails ?? {};
  if (StreamMode === "PROVISIONED" && ShardCount === undefined) {
    // That it is needed is documented [F160], the words of the answer are inferred [F161].
    throw answer("InvalidArgumentException", "ShardCount is needed for a stream of the mode PROVISIONED");
  }
  const scope = scopeOfStreams(caller);
  if (state.table("streams").get(scope, StreamName)) {
    throw answer("ResourceInUseException", `Stream ${StreamName} under account ${caller.account} already exists.`);
  }
  const { region, account } = caller;
  const arn = `arn:${partitionOf(region).name}:kinesis:${region}:${account}:stream/${StreamName}`;
  putStream(state, parseTarget(arn) as Target, {
    arn,
    status: "ACTIVE",
    shardCount: ShardCount ?? onDemandShards,
    onDemand: StreamMode === "ON_DEMAND",
    creationTime: now,
  });
  return {};
}

export function deleteStream(call: Call, address: StreamAddress): object {
  const { arn } = existingStream(call, address);
  removeStream(call.state, parseTarget(arn) as Target, call.now);
  return {};
}
