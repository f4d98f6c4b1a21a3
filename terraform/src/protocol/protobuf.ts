import protobuf from "protobufjs";
import type { CallName, CallRequest, CallResponse } from "./messages.ts";
import { tfplugin6 } from "./tfplugin6.ts";

const { root } = protobuf.parse(tfplugin6);

interface Messages {
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
}

const messages = new Map<CallName, Messages>();

/** Looked up once: a lookup by name costs more than encoding a small message. */
function messagesOf(call: CallName): Messages {
  let found = messages.get(call);
  if (!found) {
    const type = (part: string) => root.lookupType(`tfplugin6.${call}.${part}`);
    found = { request: type("Request"), response: type("Response") };
    messages.set(call, found);
  }
  return found;
}

export function decodeRequest<Name extends CallName>(call: Name, bytes: Uint8Array): CallRequest<Name> {
  const { request } = messagesOf(call);
  return request.toObject(request.decode(bytes), { defaults: true, longs: Number }) as CallRequest<Name>;
}

export function encodeResponse<Name extends CallName>(call: Name, response: CallResponse<Name>): Uint8Array {
  return messagesOf(call).response.encode(response).finish();
}
