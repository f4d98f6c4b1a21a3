import protobuf, { type Reader } from "protobufjs/minimal.js";
import { callFields, type RequestField, shared } from "./fields.ts";
import type { CallName, CallRequest } from "./messages.ts";
import { wireTypes } from "./wire-types.ts";

/**
 * Protobufjs reads the values, and the table of fields says which. A field that was not sent has the empty value of its type.
 * @throws Error where the bytes are no message
 */
export function decodeRequest<Name extends CallName>(call: Name, bytes: Uint8Array): CallRequest<Name> {
  const reader = protobuf.Reader.create(bytes);
  return readMessage(callFields[call][0], reader, reader.len) as CallRequest<Name>;
}

type RequestFields = Readonly<Record<string, RequestField>>;

/** How a value is read, and the one that stands for a field that was not sent. */
interface RequestType {
  readonly empty: () => unknown;
  readonly read: (reader: Reader) => unknown;
}

const types: Readonly<Record<RequestField[1], RequestType>> = {
  string: { empty: () => "", read: (reader) => reader.string() },
  bytes: { empty: () => new Uint8Array(), read: (reader) => reader.bytes() },
  DynamicValue: heldMessage(shared.DynamicValue),
  RawState: heldMessage(shared.RawState),
};

function heldMessage(fields: RequestFields): RequestType {
  return {
    empty: () => emptyMessage(fields),
    read: (reader) => {
      const length = reader.uint32();
      return readMessage(fields, reader, reader.pos + length);
    },
  };
}

function emptyMessage(fields: RequestFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, [, type, many]]) => [name, many ? [] : types[type].empty()]),
  );
}

function readMessage(fields: RequestFields, reader: Reader, end: number): Record<string, unknown> {
  const message = emptyMessage(fields);
  while (reader.pos < end) {
    const tag = reader.uint32();
    const [number, wireType] = [tag >>> 3, tag & 7];
    const name = Object.keys(fields).find((field) => fields[field]?.[0] === number);
    if (name === undefined || wireType !== wireTypes.lengthDelimited) {
      reader.skipType(wireType);
      continue;
    }
    const [, type, many] = fields[name] as RequestField;
    const value = types[type].read(reader);
    if (many) (message[name] as unknown[]).push(value);
    else message[name] = value;
  }
  return message;
}
