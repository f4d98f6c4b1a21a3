import { expect, test } from "vitest";
import { curatedTypes } from "../../terraform/src/kept/type-catalog.ts";
import type { Values } from "../../terraform/src/protocol/types.ts";
import { configOf, kept, leastOf, mostOf } from "../terraform/kept/generated-configurations.ts";
import { given, region } from "./configuration.ts";
import { describeDeploys, startWorld } from "./world.ts";

/** Types in one configuration. */
const many = 20;

const batches = Array.from({ length: Math.ceil(kept.length / many) }, (_, index) =>
  kept.slice(index * many, (index + 1) * many),
);

function configuration(resources: Readonly<Record<string, Values>>): object {
  return {
    provider: { aws: { region } },
    resource: Object.fromEntries(
      Object.entries(resources).map(([typeName, config]) => [typeName, { all: given(config) }]),
    ),
  };
}

describeDeploys("types that are only kept", () => {
  test.each(batches.map((batch) => [`${batch[0]?.typeName} to ${batch.at(-1)?.typeName}`, batch] as const))(
    "%s, with all that each takes: applied, nothing to change, destroyed",
    async (_, batch) => {
      const world = await startWorld();
      const configs = batch.map(({ typeName, block, kept: entry }) => {
        const names = mostOf(block, entry);
        return [typeName, configOf(block, names)] as const;
      });
      world.write(configuration(Object.fromEntries(configs)));
      expect(await world.apply()).toMatchObject({ errors: [], added: batch.length });
      expect(await world.plan()).toEqual({});
      expect(await world.apply("-destroy")).toMatchObject({ errors: [], removed: batch.length });
    },
    120_000,
  );

  test("an output reads each computed attribute of a bucket, and a second configuration finds it", async () => {
    const world = await startWorld();
    const { block } = curatedTypes.resources.aws_s3_bucket as (typeof curatedTypes.resources)[string];
    const entry = kept.find(({ typeName }) => typeName === "aws_s3_bucket");
    const config = configOf(block, leastOf(block, entry?.kept as NonNullable<typeof entry>["kept"]));
    world.write({
      ...configuration({ aws_s3_bucket: { ...config, bucket: "logs" } }),
      data: { aws_s3_bucket: { logs: { bucket: "${aws_s3_bucket.all.bucket}" } } },
      output: { names: { value: "${data.aws_s3_bucket.logs.arn} ${aws_s3_bucket.all.bucket_regional_domain_name}" } },
    });
    const { errors, warnings } = await world.apply();
    expect(errors).toEqual([]);
    expect(warnings.filter((line) => line.includes("LD4501"))).toHaveLength(1);
    expect(JSON.parse((await world.terraform("output", "-json")).stdout).names.value).toBe(
      `arn:aws:s3:::logs logs.s3.${region}.amazonaws.com`,
    );
  });
});
