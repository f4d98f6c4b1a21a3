import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, test } from "vitest";
import { decodeRequest } from "../../../terraform/src/protocol/decode-request.ts";
import { encodeResponse } from "../../../terraform/src/protocol/encode-response.ts";
import { callFields } from "../../../terraform/src/protocol/fields.ts";
import type { CallName } from "../../../terraform/src/protocol/messages.ts";
import { tfplugin6 } from "./tfplugin6.ts";

// What protobufjs makes of the protocol's own text is the measure.
const { root } = protobuf.parse(tfplugin6);
const calls = Object.keys(callFields) as CallName[];
const typeOf = (call: CallName, part: "Request" | "Response") => root.lookupType(`tfplugin6.${call}.${part}`);

const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: fc.string({ unit: "grapheme", maxLength: 200 }),
  bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  bool: fc.boolean(),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
};

function anyMessage(type: protobuf.Type, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  const fields = type.fieldsArray.filter(({ resolvedType }) => depth < 5 || resolvedType === null);
  const members = fields.map((field) => {
    const held = field.resolve().resolvedType;
    const one = held instanceof protobuf.Type ? anyMessage(held, depth + 1) : scalars[field.type];
    if (one === undefined) throw new Error(`no values for ${field.type}`);
    const maxLength = depth < 2 ? 3 : 1;
    if (field.repeated) return [field.name, fc.array(one, { maxLength })];
    return [field.name, field.map ? fc.dictionary(fc.string(), one, { maxKeys: maxLength }) : one];
  });
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

/** The members that the provider asks for; a message that was not sent is an empty one. */
function expectedRequest(call: CallName, bytes: Uint8Array): Record<string, unknown> {
  const type = typeOf(call, "Request");
  const all = type.toObject(type.decode(bytes), toObject);
  return Object.fromEntries(
    Object.keys(callFields[call][0]).map((name) => {
      const held = type.fields[name]?.resolvedType;
      const empty = held instanceof protobuf.Type ? held.toObject(held.create(), toObject) : undefined;
      return [name, all[name] ?? empty];
    }),
  );
}

/** Bytes are bytes, in a Buffer or not. */
const plain = (message: object) =>
  JSON.parse(
    JSON.stringify(message, (_, value) =>
      value?.type === "Buffer" ? value.data : value instanceof Uint8Array ? [...value] : value,
    ),
  );

const toObject = { defaults: true, longs: Number };
const numRuns = 100;

describe("a request is read as its protocol says", () => {
  test.each(calls)("%s", (call) => {
    const type = typeOf(call, "Request");
    fc.assert(
      fc.property(anyMessage(type), (request) => {
        const bytes = type.encode(request).finish();
        expect(plain(decodeRequest(call, bytes))).toEqual(plain(expectedRequest(call, bytes)));
      }),
      { numRuns },
    );
  });
});

describe("a response is written as its protocol says", () => {
  test.each(calls)("%s", (call) => {
    const type = typeOf(call, "Response");
    fc.assert(
      fc.property(anyMessage(type), (response) => {
        const expected = type.toObject(type.decode(type.encode(response).finish()), { longs: Number });
        const bytes = encodeResponse(call, response as never);
        expect(type.toObject(type.decode(bytes), { longs: Number })).toEqual(expected);
      }),
      { numRuns },
    );
  });
});

test("a field that is unknown, or of another kind than expected, is skipped", () => {
  const writer = protobuf.Writer.create()
    .uint32((1 << 3) | 0)
    .uint32(7);
  writer
    .uint32((99 << 3) | 2)
    .string("later")
    .uint32((2 << 3) | 2)
    .string("id");
  expect(decodeRequest("ImportResourceState", writer.finish())).toEqual({ typeName: "", id: "id" });
});

test.each([
  ["cut in a text", [0x0a, 0x05, 0x61]],
  ["cut in a held message", [0x12, 0x09, 0x0a, 0x01]],
  ["a length that never ends", [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ["a kind that there is not", [0x0f]],
])("bytes that are no message are refused: %s", (_, bytes) => {
  expect(() => decodeRequest("ValidateResourceConfig", Uint8Array.from(bytes))).toThrow();
});
