import { firehoseStreamArn, kinesisStreamArn } from "../arns.ts";
import { text } from "../protocol/attributes.ts";
import { findKeptBeside } from "../resource-type/kept-beside.ts";
import { tagsSeen } from "../resource-type/tags.ts";
import type { DataSource } from "./data-source.ts";

/** `internal/service/kinesis/stream_data_source.go` of the real provider. */
export const kinesisStream: DataSource = (config, provider) => {
  const context = provider.context();
  const name = text(config, "name");
  const arn = kinesisStreamArn(context, name);
  const found = context.control.stream(arn);
  if (!found) return undefined;
  const { status = "ACTIVE", shardCount = 1, onDemand = false, kmsKeyArn } = found;
  const beside = findKeptBeside(context, { type: "aws_kinesis_stream", id: arn, name });
  return {
    id: arn,
    arn,
    status,
    open_shards: Array.from({ length: shardCount }, (_, index) => `shardId-${String(index).padStart(12, "0")}`),
    closed_shards: [],
    encryption_type: kmsKeyArn === undefined ? "NONE" : "KMS",
    kms_key_id: kmsKeyArn ?? "",
    max_record_size_in_kib: beside.max_record_size_in_kib ?? 1024,
    retention_period: beside.retention_period ?? 24,
    shard_level_metrics: beside.shard_level_metrics ?? [],
    stream_mode_details: [{ stream_mode: onDemand ? "ON_DEMAND" : "PROVISIONED" }],
    tags: tagsSeen(context, beside.tags_all),
  };
};

/** `internal/service/firehose/delivery_stream_data_source.go` of the real provider. */
export const firehoseStream: DataSource = (config, provider) => {
  const context = provider.context();
  const arn = firehoseStreamArn(context, text(config, "name"));
  return context.control.stream(arn) && { id: arn, arn };
};
