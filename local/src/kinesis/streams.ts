import { partitionOf } from "@log-destinations/core";
import { parseTarget, streamScope } from "../delivery/target.ts";
import { answer } from "../service/answers.ts";
import type { Call, Caller } from "../service/call.ts";
import { refuseInvalid } from "../service/requests.ts";
import type { StreamRecord } from "../state/records.ts";
import { deleteStreamData } from "./data.ts";
import { streamModeDetails } from "./shapes.ts";

/** The last part of a stream's ARN. */
function nameOf(arn: string): string {
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
  if (StreamModeDetails) refuseInvalid(streamModeDetails, StreamModeDetails, "ValidationException");
  const onDemand = StreamModeDetails?.StreamMode === "ON_DEMAND" || ShardCount === undefined;
  const scope = scopeOfStreams(caller);
  if (state.table("streams").get(scope, StreamName)) {
    throw answer("ResourceInUseException", `Stream ${StreamName} under account ${caller.account} already exists.`);
  }
  const { region, account } = caller;
  state.put("streams", scope, StreamName, {
    arn: `arn:${partitionOf(region).name}:kinesis:${region}:${account}:stream/${StreamName}`,
    status: "ACTIVE",
    shardCount: ShardCount ?? onDemandShards,
    onDemand,
    creationTime: now,
  });
  return {};
}

export function deleteStream(call: Call, address: StreamAddress): object {
  const { arn } = existingStream(call, address);
  call.state.delete("streams", scopeOfStreams(call.caller), nameOf(arn));
  deleteStreamData(call.state, arn);
  return {};
}

export function describeStreamSummary(call: Call, address: StreamAddress): object {
  const { arn, status, shardCount, kmsKeyArn, onDemand, creationTime } = existingStream(call, address);
  return {
    StreamDescriptionSummary: {
      StreamName: nameOf(arn),
      StreamARN: arn,
      StreamStatus: status,
      StreamModeDetails: { StreamMode: onDemand ? "ON_DEMAND" : "PROVISIONED" },
      RetentionPeriodHours: 24,
      StreamCreationTimestamp: creationTime / 1000,
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      EncryptionType: kmsKeyArn === undefined ? "NONE" : "KMS",
      ...(kmsKeyArn !== undefined && { KeyId: kmsKeyArn }),
      OpenShardCount: shardCount,
      ConsumerCount: 0,
    },
  };
}
