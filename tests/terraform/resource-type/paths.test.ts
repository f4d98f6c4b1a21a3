import { expect, test } from "vitest";
import { unknown, type Value, type Values } from "../../../terraform/src/protocol/types.ts";
import { changeAt, differAt, placesAt } from "../../../terraform/src/resource-type/paths.ts";
import { type Block, resourceSchemas } from "../../../terraform/src/schema/schema.ts";

const firehose = resourceSchemas.aws_kinesis_firehose_delivery_stream as Block;
const role = resourceSchemas.aws_iam_role as Block;

const at = (values: Values, path: string, schema: Block) =>
  placesAt(values, path, schema).map(({ key, value, steps }) => [
    key,
    value,
    steps.map((step) => Object.values(step)[0]),
  ]);

test("a path leads to the argument in each block; lists have a step for the item, sets have none", () => {
  expect(at({ name: "logs" }, "name", firehose)).toEqual([["name", "logs", ["name"]]]);
  expect(at({ inline_policy: [{ name: "a" }, { name: "b" }] }, "inline_policy.name", role)).toEqual([
    ["inline_policy.0.name", "a", ["inline_policy", "name"]],
    ["inline_policy.1.name", "b", ["inline_policy", "name"]],
  ]);
  const processors = [
    { parameters: [{ parameter_name: "LambdaArn" }] },
    { parameters: [{ parameter_name: "RoleArn" }] },
  ];
  const values = { splunk_configuration: [{ processing_configuration: [{ processors }] }] };
  const path = "splunk_configuration.processing_configuration.processors.parameters.parameter_name";
  const way = ["splunk_configuration", 0, "processing_configuration", 0, "processors"];
  expect(at(values, path, firehose)).toEqual([
    [
      "splunk_configuration.0.processing_configuration.0.processors.0.parameters.0.parameter_name",
      "LambdaArn",
      [...way, 0, "parameters", "parameter_name"],
    ],
    [
      "splunk_configuration.0.processing_configuration.0.processors.1.parameters.0.parameter_name",
      "RoleArn",
      [...way, 1, "parameters", "parameter_name"],
    ],
  ]);
});

test("a path leads to each item of a list and each value of a map", () => {
  expect(at({ managed_policy_arns: ["a", unknown] }, "managed_policy_arns", role)).toEqual([
    ["managed_policy_arns.0", "a", ["managed_policy_arns"]],
    ["managed_policy_arns.1", unknown, ["managed_policy_arns"]],
  ]);
  expect(at({ tags: { team: "logs" } }, "tags", role)).toEqual([["tags.team", "logs", ["tags", "team"]]]);
  const within =
    "extended_s3_configuration.data_format_conversion_configuration.input_format_configuration.deserializer";
  const serde = { hive_json_ser_de: [{ timestamp_formats: ["millis"] }] };
  const values = within.split(".").reduceRight((inner: Values, block) => ({ [block]: [inner] }), serde);
  const [[key, value, steps] = []] = at(values, `${within}.hive_json_ser_de.timestamp_formats`, firehose);
  expect([key, value]).toEqual([`${within.replaceAll(".", ".0.")}.0.hive_json_ser_de.0.timestamp_formats.0`, "millis"]);
  expect((steps as unknown[]).slice(-3)).toEqual([0, "timestamp_formats", 0]);
});

test("a path leads nowhere through blocks that are not given or not known yet", () => {
  const nowhere: Value[] = [null, unknown, []];
  for (const inline_policy of nowhere) {
    expect(at({ inline_policy }, "inline_policy.name", role)).toEqual([]);
    expect(changeAt({ inline_policy }, "inline_policy.name", () => "x")).toEqual({ inline_policy });
  }
  expect(at({ timeouts: { create: "5m" } }, "timeouts.create", firehose)).toEqual([
    ["timeouts.create", "5m", ["timeouts", "create"]],
  ]);
});

test("a change at a path leaves the rest, and the values before it, as they were", () => {
  const before = {
    name: "r",
    inline_policy: [
      { name: "a", policy: "1" },
      { name: "b", policy: null },
    ],
  };
  const after = changeAt(before, "inline_policy.policy", (value, { name }) => value ?? `of ${String(name)}`);
  expect(after).toEqual({
    name: "r",
    inline_policy: [
      { name: "a", policy: "1" },
      { name: "b", policy: "of b" },
    ],
  });
  expect(before.inline_policy[1]?.policy).toBeNull();
});

test("two values differ at a path where an argument or the number of blocks does, and not for the order of a set", () => {
  const search = (...vpc_config: Values[]) => ({ opensearch_configuration: [{ vpc_config }] });
  const path = "opensearch_configuration.vpc_config.subnet_ids";
  const subnets = (...subnet_ids: string[]) => search({ subnet_ids });
  expect(differAt(path, firehose, subnets("a", "b"), subnets("b", "a"))).toBe(false);
  expect(differAt(path, firehose, subnets("a", "b"), subnets("a"))).toBe(true);
  expect(differAt(path, firehose, search(), subnets("a"))).toBe(true);
  expect(differAt("name", firehose, { name: "a" }, { name: "a" })).toBe(false);
});
