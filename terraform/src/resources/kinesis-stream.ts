import { parseArn } from "@log-destinations/core";
import { checkNeighbour, isAwsManagedKey, type KeyProperties, streamNameShape } from "@log-destinations/core/service";
import type { StreamDeclaration } from "@log-destinations/local";
import { aliasArn, keyArn, kinesisStreamArn } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists, DiagnosticError } from "../diagnostics.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import { unknown, type Values } from "../protocol/types.ts";
import { inRange, oneOf, withinLimit } from "../resource-type/checks.ts";
import { PartlyCreated } from "../resource-type/partly-created.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

export const kinesisStream: ResourceType = {
  displayName: "Kinesis Stream",
  nameAttribute: "name",
  modelled: ["name", "shard_count", "stream_mode_details", "encryption_type", "kms_key_id", "timeouts"],
  keptBeside: [
    ...["retention_period", "shard_level_metrics", "max_record_size_in_kib", "warm_throughput_mib_ps"],
    ...["tags", "tags_all"],
  ],
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
    if (planned.encryption_type === "KMS" && planned.kms_key_id !== unknown) {
      // The real provider says it when the stream exists already. [F319]
      const broken = checkNeighbour("encryption", { service: "kinesis", key: optionalText(planned, "kms_key_id") });
      if (broken?.answer) throw new DiagnosticError(broken.answer.message, "", "kms_key_id");
    }
    return { stream_mode_details };
  },

  arnOf: (context, planned) => kinesisStreamArn(context, text(planned, "name")),

  create(context, planned) {
    const name = text(planned, "name");
    const arn = kinesisStreamArn(context, name);
    if (context.control.stream(arn)) {
      throw new AlreadyExists(
        `creating Kinesis Stream (${name}): ResourceInUseException: Stream ${name} under account ${context.account} already exists.`,
      );
    }
    const encryption = encryptionOf(context, planned);
    const { kmsKeyArn: _, ...plain } = declarationOf(planned, encryption.keyArn);
    context.control.declare({ streams: { [arn]: plain } });
    const created = { id: arn, arn, max_record_size_in_kib: 1024 };
    return encrypted(context, planned, encryption, created);
  },

  read(context, state) {
    const arn = text(state, "arn");
    const found = context.control.stream(arn);
    if (!found) return undefined;
    const { shardCount = 1, kmsKeyArn, onDemand = false } = found;
    return {
      id: arn,
      stream_mode_details: [{ stream_mode: onDemand ? "ON_DEMAND" : "PROVISIONED" }],
      shard_count: onDemand ? null : shardCount,
      encryption_type: kmsKeyArn === undefined ? "NONE" : "KMS",
      // An id or an alias stays as it was given, as long as it leads to this key.
      kms_key_id: isSameKey(context, state, kmsKeyArn) ? (state.kms_key_id ?? null) : (kmsKeyArn ?? null),
    };
  },

  async update(context, planned) {
    const encryption = encryptionOf(context, planned);
    refuseEncryption(planned, encryption);
    context.control.declare({ streams: { [text(planned, "arn")]: declarationOf(planned, encryption.keyArn) } });
    return {};
  },

  delete({ control }, state) {
    control.withdraw({ streams: [text(state, "arn")] });
  },

  import(context, name) {
    const arn = kinesisStreamArn(context, name);
    return { id: arn, arn, name, max_record_size_in_kib: 1024 };
  },
};

function isOnDemand({ stream_mode_details: details }: Values): boolean {
  const [mode] = (details ?? []) as readonly Values[];
  return mode?.stream_mode === "ON_DEMAND";
}

interface Encryption {
  /** The key as it is given. */
  readonly key: string | undefined;
  /** The ARN of the key, or of an alias behind which no key is known. */
  readonly keyArn: string | undefined;
  readonly properties: KeyProperties | undefined;
}

/** The key by an id, an ARN or an alias. */
function encryptionOf(context: ResourceContext, planned: Values): Encryption {
  const key = planned.encryption_type === "KMS" ? optionalText(planned, "kms_key_id") : undefined;
  const keyArn = key === undefined ? undefined : keyArnOf(context, key);
  const properties = keyArn === undefined ? undefined : context.control.keyProperties(context, keyArn);
  return { key, keyArn, properties };
}

function keyArnOf(context: ResourceContext, key: string): string {
  if (parseArn(key)) return key;
  const known = isAwsManagedKey(key) ? undefined : context.control.keyArn(context, key);
  return known ?? (key.startsWith("alias/") ? aliasArn(context, key) : keyArn(context, key));
}

/** @throws DiagnosticError where Kinesis would not encrypt the stream with this key */
function refuseEncryption(planned: Values, { key, properties }: Encryption): void {
  if (planned.encryption_type !== "KMS") return;
  const answer = checkNeighbour("encryption", { service: "kinesis", key, properties })?.answer;
  if (!answer) return;
  throw new DiagnosticError(
    `starting Kinesis Stream (${text(planned, "name")}) encryption: ${answer.code}: ${answer.message}`,
  );
}

/** Encrypts a stream that was made. Where that fails the stream is there, as with the real provider. */
async function encrypted(
  { control }: ResourceContext,
  planned: Values,
  encryption: Encryption,
  created: Values,
): Promise<Values> {
  await PartlyCreated.unless(created, async () => {
    refuseEncryption(planned, encryption);
    control.declare({ streams: { [text(created, "arn")]: declarationOf(planned, encryption.keyArn) } });
  });
  return created;
}

function isSameKey(context: ResourceContext, state: Values, kmsKeyArn: string | undefined): boolean {
  const given = optionalText(state, "kms_key_id");
  if (kmsKeyArn === undefined) return given === undefined;
  return given !== undefined && keyArnOf(context, given) === kmsKeyArn;
}

function declarationOf(planned: Values, kmsKeyArn: string | undefined): StreamDeclaration {
  return {
    ...(isOnDemand(planned) ? { onDemand: true } : { shardCount: Number(planned.shard_count) }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
  };
}
