import { ExtData, encode } from "@msgpack/msgpack";
import { expect, test } from "vitest";
import { decodeValue, encodeValue } from "../../../terraform/src/protocol/dynamic-value.ts";
import { conform, type Type, unknown } from "../../../terraform/src/protocol/types.ts";

const string: Type = { kind: "string" };
const object: Type = {
  kind: "object",
  members: { name: string, count: { kind: "number" }, tags: { kind: "map", of: string } },
};

test.each([
  ["plain", new ExtData(0, new Uint8Array([0]))],
  ["refined, with a known prefix", new ExtData(12, encode(new Map([[2, "arn:"]])))],
])("an unknown value, %s, is decoded as unknown", (_, encoded) => {
  expect(decodeValue({ msgpack: encode({ name: encoded, count: 1, tags: null }) }, object)).toEqual({
    name: unknown,
    count: 1,
    tags: null,
  });
});

test("a value that is encoded and decoded is the same", () => {
  const value = conform({ name: unknown, count: 2 ** 53 - 1, tags: { a: "x" } }, object);
  expect(decodeValue(encodeValue(value, object), object)).toEqual(value);
});
