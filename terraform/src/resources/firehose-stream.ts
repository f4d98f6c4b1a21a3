import type { ResourceContext } from "../context.ts";
import { AlreadyExists } from "../diagnostics.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { matching } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { firehoseRules } from "./firehose-arguments.ts";

/** A Firehose stream as the target of a destination. What it does with its records is not modelled. */
export const firehoseStream: ResourceType = {
  displayName: "Kinesis Firehose Delivery Stream",
  nameAttribute: "name",
  modelled: ["name", "destination", "timeouts"],
  ...firehoseRules,
  requiresReplace: [
    ...["name", "destination", "kinesis_source_configuration", "msk_source_configuration"],
    ...firehoseRules.requiresReplace,
  ],
  checks: { ...firehoseRules.checks, name: matching(/^[a-zA-Z0-9_.-]{1,64}$/, "1 to 64 letters, digits and _.-") },

  arnOf,

  create(context, planned) {
    const { control, account } = context;
    const name = text(planned, "name");
    const arn = arnOf(context, planned);
    if (control.stream(arn)) {
      throw new AlreadyExists(
        `creating Kinesis Firehose Delivery Stream (${name}): ResourceInUseException: Firehose ${name} under accountId ${account} already exists`,
      );
    }
    control.declare({ streams: { [arn]: {} } });
    return { id: arn, arn, destination_id: "destinationId-000000000001", version_id: "1" };
  },

  read({ control }, state) {
    return control.stream(text(state, "arn")) ? {} : undefined;
  },

  update: () => ({}),

  delete({ control }, state) {
    control.withdraw({ streams: [text(state, "arn")] });
  },

  import(_, id) {
    const name = /^arn:[^:]+:firehose:[^:]+:\d{12}:deliverystream\/(.+)$/.exec(id)?.[1];
    if (name === undefined) refuseImportId(id, "the ARN of a Firehose stream");
    return { id, arn: id, name, destination_id: "destinationId-000000000001", version_id: "1" };
  },
};

function arnOf({ partition, region, account }: ResourceContext, planned: Values): string {
  return `arn:${partition}:firehose:${region}:${account}:deliverystream/${text(planned, "name")}`;
}
