import { partitionOf } from "@log-destinations/core";
import { parseStreamArn, type StreamAddress } from "@log-destinations/core/service";
import { streamScope } from "../addresses/scopes.ts";
import { nameOf } from "../kinesis/stream-operations.ts";
import { putStream, removeStream } from "../kinesis/stream-store.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { DeliveryStreamSource, StreamDelivery, StreamRecord } from "../state/records.ts";
import { destinationMembers } from "./firehose-shapes.ts";

export interface DeliveryStreamReference {
  DeliveryStreamName: string;
}

/** @throws LogsError `ResourceNotFoundException` */
export function existingDeliveryStream({ caller, state }: Call, name: string): StreamRecord {
  const stream = state.table("streams").get(streamScope("firehose", caller), name);
  if (stream) return stream;
  throw serviceError("ResourceNotFoundException", `Firehose ${name} under account ${caller.account} not found.`);
}

interface CreateDeliveryStreamRequest extends DeliveryStreamReference {
  DeliveryStreamType?: DeliveryStreamSource;
  KinesisStreamSourceConfiguration?: { KinesisStreamARN: string; RoleARN: string };
}

/** Makes a stream that is ACTIVE at once. Its roles, bucket and endpoints are not looked at. */
export function createDeliveryStream(call: Call, request: CreateDeliveryStreamRequest): object {
  const { DeliveryStreamName, DeliveryStreamType = "DirectPut", KinesisStreamSourceConfiguration: source } = request;
  const { caller, state, now } = call;
  if (state.table("streams").get(streamScope("firehose", caller), DeliveryStreamName)) {
    const message = `Firehose ${DeliveryStreamName} under accountId ${caller.account} already exists`;
    throw serviceError("ResourceInUseException", message);
  }
  if ((DeliveryStreamType === "KinesisStreamAsSource") !== (source !== undefined)) {
    const message = "KinesisStreamSourceConfiguration goes with the type KinesisStreamAsSource alone [LD3410]";
    throw serviceError("InvalidArgumentException", message);
  }
  const delivery = deliveryOf(request);
  const { account, region } = caller;
  const arn = `arn:${partitionOf(region).name}:firehose:${region}:${account}:deliverystream/${DeliveryStreamName}`;
  putStream(state, parseStreamArn(arn) as StreamAddress, {
    arn,
    status: "ACTIVE",
    shardCount: 1,
    ...(DeliveryStreamType !== "DirectPut" && { source: DeliveryStreamType }),
    ...(source && { kinesisStreamArn: source.KinesisStreamARN }),
    delivery,
    creationTime: now,
  });
  return { DeliveryStreamARN: arn };
}

/** A stream has one destination [F429]; the words of the answer are our own. */
function deliveryOf(request: object): StreamDelivery {
  const given = Object.entries(request).filter(([member]) => Object.hasOwn(destinationMembers, member));
  const [[member, configuration] = ["", {}], ...others] = given;
  if (member === "" || others.length > 0) {
    const message = `the request has ${given.length} destination configurations; expected one [LD3411]`;
    throw serviceError("InvalidArgumentException", message);
  }
  return { kind: member.replace(/DestinationConfiguration$/, ""), configuration: withoutSecrets(configuration) };
}

const secrets = /^(AccessKey|HECToken|Password|PrivateKey|KeyPassphrase)$/;

/** Secrets are not kept. */
function withoutSecrets(configuration: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(configuration, (name, value) => (secrets.test(name) ? undefined : value)));
}

export function describeDeliveryStream(call: Call, { DeliveryStreamName }: DeliveryStreamReference): object {
  const stream = existingDeliveryStream(call, DeliveryStreamName);
  const { arn, status, creationTime, source = "DirectPut", kinesisStreamArn, delivery } = stream;
  const read = kinesisStreamArn !== undefined && {
    Source: { KinesisStreamSourceDescription: { KinesisStreamARN: kinesisStreamArn } },
  };
  return {
    DeliveryStreamDescription: {
      DeliveryStreamName,
      DeliveryStreamARN: arn,
      DeliveryStreamStatus: status,
      DeliveryStreamType: source,
      VersionId: "1",
      CreateTimestamp: creationTime / 1000,
      ...read,
      Destinations: delivery ? [destinationOf(delivery)] : [],
      HasMoreDestinations: false,
    },
  };
}

/** What a destination in S3 has where it was not told. [F430] */
const s3Defaults = {
  BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
  CompressionFormat: "UNCOMPRESSED",
  EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
};

/** A destination as it was put; one in S3 is told in both of its forms. */
function destinationOf({ kind, configuration }: StreamDelivery): object {
  const DestinationId = "destinationId-000000000001";
  if (kind !== "S3" && kind !== "ExtendedS3")
    return { DestinationId, [`${kind}DestinationDescription`]: configuration };
  const described = { ...s3Defaults, ...configuration };
  return {
    DestinationId,
    S3DestinationDescription: described,
    ExtendedS3DestinationDescription: { S3BackupMode: "Disabled", ...described },
  };
}

interface ListDeliveryStreamsRequest {
  Limit?: number;
  DeliveryStreamType?: string;
  ExclusiveStartDeliveryStreamName?: string;
}

export function listDeliveryStreams({ caller, state }: Call, request: ListDeliveryStreamsRequest): object {
  const { Limit = 10, DeliveryStreamType, ExclusiveStartDeliveryStreamName: after } = request;
  const streams = state
    .table("streams")
    .named(streamScope("firehose", caller), { after, limit: Infinity })
    .filter(([, { source = "DirectPut" }]) => DeliveryStreamType === undefined || source === DeliveryStreamType);
  const DeliveryStreamNames = streams.slice(0, Limit).map(([, { arn }]) => nameOf(arn));
  return { DeliveryStreamNames, HasMoreDeliveryStreams: streams.length > Limit };
}

export function deleteDeliveryStream(call: Call, { DeliveryStreamName }: DeliveryStreamReference): object {
  const { arn } = existingDeliveryStream(call, DeliveryStreamName);
  removeStream(call.state, parseStreamArn(arn) as StreamAddress, call.now);
  return {};
}
