import {
  checkNeighbour,
  deliveryStreamNameShape,
  fitsShape,
  logGroupNameShape,
  logGroupOfFunction,
} from "@log-destinations/core/service";
import type { DeliveryStreamSource, StreamDeclaration } from "@log-destinations/local";
import { firehoseStreamArn } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists, DiagnosticError } from "../diagnostics.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import { isGiven, type Values } from "../protocol/types.ts";
import { type Check, matching } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import { PartlyCreated } from "../resource-type/partly-created.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { firehoseDestinations, firehoseRules } from "./firehose-arguments.ts";

const { min, max, pattern } = deliveryStreamNameShape;
const namePattern = new RegExp(`^(?=.{${min},${max}}$)${pattern}$`);

/** The blocks that give a Firehose stream a source of its own. */
const sources: Readonly<Record<string, DeliveryStreamSource>> = {
  kinesis_source_configuration: "KinesisStreamAsSource",
  msk_source_configuration: "MSKAsSource",
};

/**
 * A Firehose stream as the target of a destination. Where it sends its records is not modelled.
 * `internal/service/firehose/delivery_stream.go` of the real provider.
 */
export const firehoseStream: ResourceType = {
  displayName: "Kinesis Firehose Delivery Stream",
  nameAttribute: "name",
  modelled: ["name", "destination", "server_side_encryption", "timeouts", ...Object.keys(sources)],
  keptBeside: [
    ...["destination", "server_side_encryption", "tags", "tags_all", ...Object.keys(sources)],
    ...firehoseDestinations.map((destination) => `${destination}_configuration`),
  ],
  ...firehoseRules,
  requiresReplace: ["name", "destination", ...Object.keys(sources), ...firehoseRules.requiresReplace],
  checks: {
    ...firehoseRules.checks,
    name: matching(namePattern, "1 to 64 letters, digits and _.-"),
    server_side_encryption: withoutSource,
  },

  modifyPlan(planned) {
    const { destination } = planned;
    const block = `${String(destination)}_configuration`;
    if (typeof destination === "string" && !isGiven(planned[block])) {
      throw new DiagnosticError(`when destination is '${destination}', ${block} is required`, "", "destination");
    }
    return {};
  },

  arnOf: (context, planned) => firehoseStreamArn(context, text(planned, "name")),

  async create(context, planned) {
    const { control, account } = context;
    const name = text(planned, "name");
    const arn = firehoseStreamArn(context, text(planned, "name"));
    if (control.stream(arn)) {
      throw new AlreadyExists(
        `creating Kinesis Firehose Delivery Stream (${name}): ResourceInUseException: Firehose ${name} under accountId ${account} already exists`,
      );
    }
    const { kmsKeyArn: _, ...plain } = declarationOf(planned);
    control.declare({ streams: { [arn]: plain } });
    const created = { id: arn, arn, destination_id: "destinationId-000000000001", version_id: "1" };
    await PartlyCreated.unless(created, async () => encrypt(context, arn, planned));
    return created;
  },

  read({ control }, state) {
    const found = control.stream(text(state, "arn"));
    if (!found) return undefined;
    const { kmsKeyArn } = found;
    // A key that AWS owns leaves no trace in the service.
    const [{ key_type = null } = {}] = blocksOf(state, "server_side_encryption");
    const known = key_type === customerManaged || kmsKeyArn !== undefined;
    if (!known || keyOf(state) === kmsKeyArn) return {};
    const block =
      kmsKeyArn === undefined
        ? { enabled: false, key_arn: null, key_type: "AWS_OWNED_CMK" }
        : { enabled: true, key_arn: kmsKeyArn, key_type: customerManaged };
    return { server_side_encryption: [block] };
  },

  update(context, planned) {
    encrypt(context, text(planned, "arn"), planned);
    return {};
  },

  delete({ control }, state) {
    control.withdraw({ streams: [text(state, "arn")] });
  },

  import(_, id) {
    const name = /^arn:[^:]+:firehose:[^:]+:\d{12}:deliverystream\/(.+)$/.exec(id)?.[1];
    if (name === undefined) refuseImportId(id, "the ARN of a Firehose stream");
    return { id, arn: id, name, destination_id: "destinationId-000000000001", version_id: "1" };
  },
};

/** The real provider has an encryption and a source conflict. [F320] */
function withoutSource(...[, name, config]: Parameters<Check>): string | undefined {
  if (!checkNeighbour("encryption", { service: "firehose", source: sourceOf(config) })) return undefined;
  return `"${name}": conflicts with ${Object.keys(sources).find((block) => isGiven(config[block]))}`;
}

const customerManaged = "CUSTOMER_MANAGED_CMK";

function blocksOf(values: Values, name: string): readonly Values[] {
  return (values[name] ?? []) as readonly Values[];
}

function sourceOf(planned: Values): DeliveryStreamSource {
  const [, source = "DirectPut"] = Object.entries(sources).find(([name]) => isGiven(planned[name])) ?? [];
  return source;
}

/** The customer managed key that encrypts it. */
function keyOf(values: Values): string | undefined {
  const [block] = blocksOf(values, "server_side_encryption");
  const used = block?.enabled === true && block.key_type === customerManaged;
  return used ? optionalText(block, "key_arn") : undefined;
}

function declarationOf(planned: Values): StreamDeclaration {
  const kmsKeyArn = keyOf(planned);
  const source = sourceOf(planned);
  const [kinesis] = blocksOf(planned, "kinesis_source_configuration");
  const kinesisStreamArn = kinesis && optionalText(kinesis, "kinesis_stream_arn");
  const pipelineLogGroups = logGroupsOfPipeline(planned);
  return {
    ...(source !== "DirectPut" && { source }),
    ...(kinesisStreamArn !== undefined && { kinesisStreamArn }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
    ...(pipelineLogGroups.length > 0 && { pipelineLogGroups }),
  };
}

/** The log groups of Firehose's errors and of the functions that transform: what is sent from there is sent again and again. */
function logGroupsOfPipeline(planned: Values): string[] {
  const destinations = Object.keys(planned)
    .filter((name) => name.endsWith("_configuration"))
    .flatMap((name) => [
      ...blocksOf(planned, name),
      ...blocksOf(planned, name).flatMap((block) => blocksOf(block, "s3_configuration")),
    ]);
  const errors = destinations
    .flatMap((block) => blocksOf(block, "cloudwatch_logging_options"))
    .flatMap((options) => (options.enabled === true ? (optionalText(options, "log_group_name") ?? []) : []));
  const functions = destinations
    .flatMap((block) => blocksOf(block, "processing_configuration"))
    .filter(({ enabled }) => enabled === true)
    .flatMap((processing) => blocksOf(processing, "processors"))
    .flatMap((processor) => blocksOf(processor, "parameters"))
    .filter(({ parameter_name }) => parameter_name === "LambdaArn")
    .flatMap((parameter) => /:function:([\w-]+)/.exec(optionalText(parameter, "parameter_value") ?? "")?.[1] ?? [])
    .map(logGroupOfFunction);
  return [...new Set([...errors, ...functions])].filter((name) => fitsShape(logGroupNameShape, name));
}

/** @throws DiagnosticError where Firehose would not encrypt the stream with this key */
function encrypt(context: ResourceContext, arn: string, planned: Values): void {
  const key = keyOf(planned);
  const properties = key === undefined ? undefined : context.control.keyProperties(context, key);
  const answer = checkNeighbour("encryption", { service: "firehose", key, properties })?.answer;
  if (answer) {
    throw new DiagnosticError(
      `starting Kinesis Firehose Delivery Stream (${text(planned, "name")}) encryption: ${answer.code}: ${answer.message}`,
    );
  }
  context.control.declare({ streams: { [arn]: declarationOf(planned) } });
}
