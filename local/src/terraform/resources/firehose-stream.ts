import { Failure } from "../failure.ts";
import { type ResourceType, text } from "./resource.ts";

/** A Firehose stream as the target of a destination: what it does with its records is not modelled. */
export const firehoseStream: ResourceType = {
  called: "Kinesis Firehose Delivery Stream",
  namedBy: "name",
  modelled: ["name", "destination", "timeouts"],
  replacedBy: ["name", "destination"],

  create({ control, partition, region, account }, planned) {
    const name = text(planned, "name");
    const arn = `arn:${partition}:firehose:${region}:${account}:deliverystream/${name}`;
    if (control.stream(arn)) {
      throw new Failure(
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
    if (name === undefined) {
      throw new Failure(`the import id is ${JSON.stringify(id)}`, "Expected the ARN of a Firehose stream.");
    }
    return { id, arn: id, name, destination_id: "destinationId-000000000001", version_id: "1" };
  },
};
