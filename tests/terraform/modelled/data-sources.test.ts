import { LocalLogs } from "@log-destinations/local";
import { expect, test } from "vitest";
import { curatedTypes } from "../../../terraform/src/kept/type-catalog.ts";
import { ProtocolClient } from "../protocol-client.ts";
import { configOf, labelOf, modelled, mostOf } from "./generated-configurations.ts";
import { makeSampleWorld } from "./sample-world.ts";

/** By type, the argument of the data source that finds a resource. */
const findsBy: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "name",
  aws_iam_policy: "arn",
  aws_iam_role: "name",
  aws_kinesis_firehose_delivery_stream: "name",
  aws_kinesis_stream: "name",
  aws_kms_alias: "name",
  aws_kms_key: "key_id",
};

const { dataSources } = curatedTypes;

test("each modelled type that has a data source is compared with it", () => {
  const both = new Set(modelled.map(({ typeName }) => typeName).filter((typeName) => typeName in dataSources));
  expect([...both].sort()).toEqual(Object.keys(findsBy));
});

test.each(modelled.filter(({ typeName }) => findsBy[typeName] !== undefined).map((of) => [labelOf(of), of] as const))(
  "the data source of %s answers with all that its resource has",
  async (_, of) => {
    const { typeName } = of;
    const client = new ProtocolClient({}, new LocalLogs({ strict: true }));
    await makeSampleWorld(client.logs);
    const state = await client.create(typeName, configOf(of, mostOf(of)));
    const argument = findsBy[typeName] as string;
    const found = await client.data(typeName, { [argument]: state[argument] ?? null });
    // The id of an alias is its name, and that of its data source the ARN.
    const names = Object.keys(found).filter(
      (name) => name in state && !(typeName === "aws_kms_alias" && name === "id"),
    );
    for (const name of names) {
      // What a resource does not have is an empty text for some data sources.
      const values = state[name] === null ? [null, ""] : [state[name]];
      expect(values, name).toContainEqual(found[name]);
    }
  },
);
