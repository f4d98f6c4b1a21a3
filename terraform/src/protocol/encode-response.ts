import protobuf, { type Writer } from "protobufjs/minimal.js";
import { callFields, type Fields, type Scalar, type Shared, shared } from "./fields.ts";
import type { CallName, CallResponse } from "./messages.ts";
import { wireTypes } from "./wire-types.ts";

/** Protobufjs writes the values, and the table of fields says which. */
export function encodeResponse<Name extends CallName>(call: Name, response: CallResponse<Name>): Uint8Array {
  const writer = protobuf.Writer.create();
  writeMessage(callFields[call][1], response, writer);
  return writer.finish();
}

interface ScalarType {
  readonly wireType: number;
  readonly write: (writer: Writer, value: never) => unknown;
}

const { number, lengthDelimited } = wireTypes;

const scalars: Readonly<Record<Scalar, ScalarType>> = {
  string: { wireType: lengthDelimited, write: (writer, value) => writer.string(value) },
  bytes: { wireType: lengthDelimited, write: (writer, value) => writer.bytes(value) },
  bool: { wireType: number, write: (writer, value) => writer.bool(value) },
  int32: { wireType: number, write: (writer, value) => writer.int32(value) },
  int64: { wireType: number, write: (writer, value) => writer.int64(value) },
};

const sharedFields: Readonly<Record<string, Fields>> = shared;

function writeMessage(fields: Fields, message: object, writer: Writer): void {
  for (const [name, [number, type, many]] of Object.entries(fields)) {
    const value: unknown = message[name as keyof typeof message];
    if (value === undefined) continue;
    if (many === "repeated") {
      for (const item of value as unknown[]) writeField(number, type, item, writer);
    } else if (many === "map") {
      // An entry of a map is a message of its key and its value.
      for (const [key, item] of Object.entries(value as object)) {
        writeHeld(number, writer, () => {
          writeField(1, "string", key, writer);
          writeField(2, type, item, writer);
        });
      }
    } else writeField(number, type, value, writer);
  }
}

function writeField(number: number, type: Scalar | Shared, value: unknown, writer: Writer): void {
  const held = sharedFields[type];
  if (held) {
    writeHeld(number, writer, () => writeMessage(held, value as object, writer));
    return;
  }
  const { wireType, write } = scalars[type as Scalar];
  writer.uint32((number << 3) | wireType);
  write(writer, value as never);
}

function writeHeld(number: number, writer: Writer, write: () => void): void {
  writer.uint32((number << 3) | lengthDelimited).fork();
  write();
  writer.ldelim();
}
