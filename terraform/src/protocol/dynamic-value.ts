import { decode, ExtData, ExtensionCodec, encode } from "@msgpack/msgpack";
import type { DynamicValue } from "./messages.ts";
import { conform, type Type, unknown, type Value } from "./types.ts";

/** How Terraform writes an unknown value; the second kind tells something of it, which is not used here. [F250] */
const unknownTypes = { plain: 0, refined: 12 } as const;

const extensionCodec = new ExtensionCodec();
for (const type of Object.values(unknownTypes))
  extensionCodec.register({ type, encode: () => null, decode: () => unknown });

/** @throws TypeError where it is not of the type */
export function decodeValue({ msgpack, json }: DynamicValue, type: Type): Value {
  if (msgpack?.length) return conform(decode(msgpack, { extensionCodec }), type);
  return json?.length ? decodeJson(json, type) : null;
}

/** A state as it stands in a state file. What the schema does not have is dropped. */
export function decodeJson(json: Uint8Array, type: Type): Value {
  return conform(JSON.parse(new TextDecoder().decode(json)), type);
}

/** @throws TypeError where it is not of the type */
export function encodeValue(value: Value, type: Type): DynamicValue {
  return { msgpack: encode(writable(conform(value, type))) };
}

const unknownWritten = new ExtData(unknownTypes.plain, new Uint8Array([0]));

function writable(value: Value): unknown {
  if (value === unknown) return unknownWritten;
  if (Array.isArray(value)) return value.map(writable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, writable(item)]));
}
