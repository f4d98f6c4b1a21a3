import protobuf from "protobufjs";
import type { CallName, CallRequest, CallResponse } from "./messages.ts";
import { tfplugin6 } from "./tfplugin6.ts";

const { root } = protobuf.parse(tfplugin6);

const messages = new Map<string, protobuf.Type>();

/** Looked up once: a lookup by name costs more than encoding a small message. */
function messageOf(name: string): protobuf.Type {
  let message = messages.get(name);
  if (!message) {
    message = root.lookupType(`tfplugin6.${name}`);
    messages.set(name, message);
  }
  return message;
}

export function decodeRequest<Name extends CallName>(call: Name, bytes: Uint8Array): CallRequest<Name> {
  const type = messageOf(`${call}.Request`);
  return type.toObject(type.decode(bytes), { defaults: true, longs: Number }) as CallRequest<Name>;
}

export function encodeResponse<Name extends CallName>(call: Name, response: CallResponse<Name>): Uint8Array {
  return messageOf(`${call}.Response`).encode(response).finish();
}
