import { decode, ExtData, ExtensionCodec, encode } from "@msgpack/msgpack";
import type { DynamicValue } from "./messages.ts";
import { conform, type Type, unknown, type Value } from "./types.ts";

/** The MessagePack extensions for an unknown value. The limits that a refined one carries are not used here. [F250] */
const unknownTypes = { plain: 0, refined: 12 } as const;

const extensionCodec = new ExtensionCodec();
for (const type of Object.values(unknownTypes))
  extensionCodec.register({ type, encode: () => null, decode: () => unknown });

/**
 * Decodes a value of a request.
 * @throws TypeError where it is not of the type
 */
export function decodeValue({ msgpack, json }: DynamicValue, type: Type): Value {
  if (msgpack?.length) return conform(decode(msgpack, { extensionCodec }), type);
  return json?.length ? decodeJson(json, type) : null;
}

/** Decodes the JSON of a state file. Attributes that the schema does not have are dropped. */
export function decodeJson(json: Uint8Array, type: Type): Value {
  return conform(JSON.parse(new TextDecoder().decode(json)), type);
}

/**
 * Encodes a value of an answer.
 * @throws TypeError where it is not of the type
 */
export function encodeValue(value: Value, type: Type): DynamicValue {
  return { msgpack: encode(withExtensions(conform(value, type))) };
}

const unknownExtension = new ExtData(unknownTypes.plain, new Uint8Array([0]));

function withExtensions(value: Value): unknown {
  if (value === unknown) return unknownExtension;
  if (Array.isArray(value)) return value.map(withExtensions);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withExtensions(item)]));
}
