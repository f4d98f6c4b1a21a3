import { parseArn } from "@log-destinations/core";
import type { StreamDeclaration } from "../../control/declarations.ts";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { Values } from "../protocol/types.ts";
import { optionalText, type ResourceType, text } from "./resource.ts";

/** Shards of a stream that is made without a number of them. */
const onDemandShards = 4;

export const kinesisStream: ResourceType = {
  called: "Kinesis Stream",
  namedBy: "name",
  modelled: ["name", "shard_count", "stream_mode_details", "encryption_type", "kms_key_id", "timeouts"],
  replacedBy: ["name"],
  defaults: { encryption_type: "NONE", enforce_consumer_deletion: false, retention_period: 24 },

  create(context, planned) {
    const name = text(planned, "name");
    const arn = arnOf(context, name);
    if (context.control.stream(arn)) {
      throw new Failure(
        `creating Kinesis Stream (${name}): ResourceInUseException: Stream ${name} under account ${context.account} already exists.`,
      );
    }
    context.control.declare({ streams: { [arn]: declarationOf(planned) } });
    return { id: arn, arn, max_record_size_in_kib: 1024 };
  },

  read({ control }, state) {
    const arn = text(state, "arn");
    const found = control.stream(arn);
    if (!found) return undefined;
    const { shardCount = 1, kmsKeyArn } = found;
    return {
      id: arn,
      // An alias or id of a key is not modelled, and stays as it was given.
      ...(kmsKeyArn !== undefined && { encryption_type: "KMS", kms_key_id: kmsKeyArn }),
      ...(!isOnDemand(state) && { shard_count: shardCount }),
    };
  },

  update({ control }, planned) {
    control.declare({ streams: { [text(planned, "arn")]: declarationOf(planned) } });
    return {};
  },

  delete({ control }, state) {
    control.withdraw({ streams: [text(state, "arn")] });
  },

  import(context, name) {
    const arn = arnOf(context, name);
    return { id: arn, arn, name, max_record_size_in_kib: 1024 };
  },
};

function arnOf({ partition, region, account }: Context, name: string): string {
  return `arn:${partition}:kinesis:${region}:${account}:stream/${name}`;
}

function isOnDemand({ stream_mode_details: details }: Values): boolean {
  const [mode] = (details ?? []) as readonly Values[];
  return mode?.stream_mode === "ON_DEMAND";
}

function declarationOf(planned: Values): StreamDeclaration {
  const shards = typeof planned.shard_count === "number" ? planned.shard_count : 1;
  const key = planned.encryption_type === "KMS" ? optionalText(planned, "kms_key_id") : undefined;
  return {
    shardCount: isOnDemand(planned) ? onDemandShards : shards,
    ...(key !== undefined && parseArn(key) && { kmsKeyArn: key }),
  };
}
