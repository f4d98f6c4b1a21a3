import { beforeAll, expect, test } from "vitest";
import { allTypes, curatedTypes, type TypeCatalog } from "../../../terraform/src/kept/type-catalog.ts";
import type { Values } from "../../../terraform/src/protocol/types.ts";
import { encodeSchemas } from "../../../terraform/src/schema/schema-message.ts";
import { ProtocolClient } from "../protocol-client.ts";

let types: TypeCatalog;
beforeAll(async () => {
  types = await allTypes();
});

test("all types have the curated ones as they are, and every schema of the others can be sent", () => {
  expect(types.resources.aws_s3_bucket).toBe(curatedTypes.resources.aws_s3_bucket);
  expect(Object.keys(types.resources).length).toBeGreaterThan(1500);
  expect(Object.keys(types.dataSources).length).toBeGreaterThan(600);
  expect(encodeSchemas(types).length).toBeGreaterThan(1_000_000);
});

test("a type that is only among all types is created, changed in any argument, and destroyed", async () => {
  expect(curatedTypes.resources.aws_glacier_vault).toBeUndefined();
  const client = new ProtocolClient({ types });
  const config = { ...client.empty("aws_glacier_vault"), name: "logs" };
  const created = await client.create("aws_glacier_vault", config);
  expect(created).toMatchObject({ id: "logs", arn: "arn:aws:glacier:eu-west-1:111122223333:vault/logs" });
  const { planned, replaces } = await client.plan("aws_glacier_vault", { ...config, name: "other" }, created);
  expect(replaces).toEqual([]);
  const changed = (await client.apply("aws_glacier_vault", created, planned)) as Values;
  expect(changed).toMatchObject({ id: "logs", name: "other" });
  expect(await client.apply("aws_glacier_vault", changed, null)).toBeNull();
});

test("the warning says that any change updates", async () => {
  const client = new ProtocolClient({ types });
  const [warning] = await client.validate("aws_glacier_vault", client.empty("aws_glacier_vault"));
  expect(warning?.detail).toContain("A change of any argument updates it");
});
