import { parseArn } from "@log-destinations/core";
import { streamNameShape } from "@log-destinations/core/service";
import type { StreamDeclaration } from "@log-destinations/local";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists, DiagnosticError } from "../diagnostics.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { inRange, oneOf, withinLimit } from "../resource-type/checks.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

export const kinesisStream: ResourceType = {
  displayName: "Kinesis Stream",
  nameAttribute: "name",
  modelled: ["name", "shard_count", "stream_mode_details", "encryption_type", "kms_key_id", "timeouts"],
  requiresReplace: ["name"],
  checks: {
    name: withinLimit(streamNameShape),
    encryption_type: oneOf("NONE", "KMS"),
    retention_period: inRange(24, 8760),
    max_record_size_in_kib: inRange(1024, 10240),
    "stream_mode_details.stream_mode": oneOf("PROVISIONED", "ON_DEMAND"),
    shard_level_metrics: oneOf(
      ...["IncomingBytes", "IncomingRecords", "OutgoingBytes", "OutgoingRecords", "IteratorAgeMilliseconds", "ALL"],
      ...["WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded"],
    ),
  },
  defaults: { encryption_type: "NONE", enforce_consumer_deletion: false, retention_period: 24 },

  modifyPlan(planned, prior) {
    const details = [planned, prior ?? {}].map((values) => values.stream_mode_details ?? []) as (readonly Values[])[];
    // A configuration without a mode keeps the mode.
    const stream_mode_details = details.find(({ length }) => length > 0) ?? [{ stream_mode: "PROVISIONED" }];
    const [{ stream_mode: mode } = {}] = stream_mode_details;
    const { shard_count: count } = planned;
    if (mode === "PROVISIONED" && (count === null || (typeof count === "number" && count < 1))) {
      throw new DiagnosticError("shard_count must be at least 1 when stream_mode is PROVISIONED", "", "shard_count");
    }
    if (mode === "ON_DEMAND" && typeof count === "number" && count > 0) {
      throw new DiagnosticError("shard_count must not be set when stream_mode is ON_DEMAND", "", "shard_count");
    }
    return { stream_mode_details };
  },

  arnOf: (context, planned) => arnOf(context, text(planned, "name")),

  create(context, planned) {
    const name = text(planned, "name");
    const arn = arnOf(context, name);
    if (context.control.stream(arn)) {
      throw new AlreadyExists(
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
    const { shardCount = 1, kmsKeyArn, onDemand = false } = found;
    return {
      id: arn,
      stream_mode_details: [{ stream_mode: onDemand ? "ON_DEMAND" : "PROVISIONED" }],
      shard_count: onDemand ? null : shardCount,
      // An alias or id of a key is not modelled: its value stays as given.
      ...(kmsKeyArn !== undefined && { encryption_type: "KMS", kms_key_id: kmsKeyArn }),
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

function arnOf({ partition, region, account }: ResourceContext, name: string): string {
  return `arn:${partition}:kinesis:${region}:${account}:stream/${name}`;
}

function isOnDemand({ stream_mode_details: details }: Values): boolean {
  const [mode] = (details ?? []) as readonly Values[];
  return mode?.stream_mode === "ON_DEMAND";
}

function declarationOf(planned: Values): StreamDeclaration {
  const key = planned.encryption_type === "KMS" ? optionalText(planned, "kms_key_id") : undefined;
  return {
    ...(isOnDemand(planned) ? { onDemand: true } : { shardCount: Number(planned.shard_count) }),
    ...(key !== undefined && parseArn(key) && { kmsKeyArn: key }),
  };
}
