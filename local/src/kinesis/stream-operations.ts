import { partitionOf } from "@log-destinations/core";
import { parseStreamArn, type StreamAddress } from "@log-destinations/core/service";
import { streamScope } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { StreamRecord } from "../state/records.ts";
import { putStream, removeStream } from "./stream-store.ts";

/** The last part of a stream's ARN. */
export function nameOf(arn: string): string {
  return arn.slice(arn.indexOf("/") + 1);
}

/** The members by which a request names a stream: one of the two is enough. */
export interface StreamReference {
  StreamName?: string;
  StreamARN?: string;
}

/** The shards of a new on-demand stream. [F165] */
export const onDemandShards = 4;

/** @throws LogsError `ResourceNotFoundException`; `InvalidArgumentException` where the request names no stream */
export function existingStream({ caller, state }: Call, { StreamName, StreamARN }: StreamReference): StreamRecord {
  const name = StreamARN === undefined ? StreamName : parseStreamArn(StreamARN)?.name;
  if (name === undefined) throw serviceError("InvalidArgumentException", "StreamName or StreamARN is needed");
  // That the two must agree is inferred. [F159]
  if (StreamName !== undefined && StreamName !== name) {
    throw serviceError(
      "InvalidArgumentException",
      `StreamName ${StreamName} is another stream than StreamARN ${StreamARN}`,
    );
  }
  const stream = state.table("streams").get(streamScope("kinesis", caller), name);
  if (!stream || (StreamARN !== undefined && StreamARN !== stream.arn)) {
    throw serviceError("ResourceNotFoundException", `Stream ${name} under account ${caller.account} not found.`);
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
    throw serviceError("InvalidArgumentException", "ShardCount is needed for a stream of the mode PROVISIONED");
  }
  const scope = streamScope("kinesis", caller);
  if (state.table("streams").get(scope, StreamName)) {
    throw serviceError(
      "ResourceInUseException",
      `Stream ${StreamName} under account ${caller.account} already exists.`,
    );
  }
  const { region, account } = caller;
  const arn = `arn:${partitionOf(region).name}:kinesis:${region}:${account}:stream/${StreamName}`;
  putStream(state, parseStreamArn(arn) as StreamAddress, {
    arn,
    status: "ACTIVE",
    shardCount: ShardCount ?? onDemandShards,
    onDemand: StreamMode === "ON_DEMAND",
    creationTime: now,
  });
  return {};
}

export function deleteStream(call: Call, reference: StreamReference): object {
  const { arn } = existingStream(call, reference);
  removeStream(call.state, parseStreamArn(arn) as StreamAddress, call.now);
  return {};
}
