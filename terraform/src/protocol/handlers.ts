import { decodeRequest } from "./decode-request.ts";
import { encodeResponse } from "./encode-response.ts";
import type { Service } from "./grpc-server.ts";
import type { CallName, CallRequest, CallResponse } from "./messages.ts";

/**
 * Carries out the calls. `session` is the connection of a call: each instance of a provider has its own. An answer that is
 * always the same may be given as its bytes.
 */
export type Handlers = {
  readonly [Name in CallName]: (
    request: CallRequest<Name>,
    session: object,
  ) => CallResponse<Name> | Uint8Array | Promise<CallResponse<Name>>;
};

type Handle = (request: object, session: object) => CallResponse<CallName> | Uint8Array;

/** The calls over their bytes. */
export function serviceOf(handlers: Handlers): Service {
  const serve = (name: CallName): Service[string] => {
    const handle = handlers[name] as Handle;
    return async (request, session) => {
      const response = await handle(decodeRequest(name, request), session);
      return response instanceof Uint8Array ? response : encodeResponse(name, response);
    };
  };
  return Object.fromEntries((Object.keys(handlers) as CallName[]).map((name) => [name, serve(name)]));
}
