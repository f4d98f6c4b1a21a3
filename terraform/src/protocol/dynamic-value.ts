import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";
import type { DynamicValue } from "./messages.ts";
import { conform, type Type, unknown, type Value } from "./types.ts";

/** The MessagePack extensions for an unknown value. The limits that a refined one carries are not used here. [F250] */
const unknownTypes = { plain: 0, refined: 12 } as const;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: unknownTypes.plain,
  encode: (value) => (value === unknown ? new Uint8Array([0]) : null),
  decode: () => unknown,
});
extensionCodec.register({ type: unknownTypes.refined, encode: () => null, decode: () => unknown });

const decoder = new Decoder({ extensionCodec });
const encoder = new Encoder({ extensionCodec });

/**
 * Decodes a value of a request.
 * @throws TypeError where it is not of the type
 */
export function decodeValue({ msgpack, json }: DynamicValue, type: Type): Value {
  if (msgpack?.length) return conform(decoder.decode(msgpack), type);
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
  return { msgpack: encoder.encode(conform(value, type)) };
}
