/**
 * The provider with its answers at hand: what terraform and HTTP/2 take where a provider has nothing to work out. Run
 * by the bench of deploys, in a process of its own.
 */
import { resolve } from "node:path";
import { environmentFor } from "../../../cli/src/guard/environment.ts";
import { LocalLogs } from "../../../local/src/local-logs.ts";
import { callsOf } from "../../../terraform/src/calls/calls.ts";
import { CreatedNotInState } from "../../../terraform/src/lifecycle/created-not-in-state.ts";
import { reattachTo } from "../../../terraform/src/plugin.ts";
import { type Handlers, serveProtocol } from "../../../terraform/src/protocol/grpc-server.ts";
import type { CallName, CallResponse } from "../../../terraform/src/protocol/messages.ts";
import { encodeResponse } from "../../../terraform/src/protocol/protobuf.ts";
import { Provider } from "../../../terraform/src/provider.ts";

const logs = new LocalLogs({ strict: true });
const endpoint = { url: "http://127.0.0.1:9", accountOf: (key: string) => logs.control.accountOf(key) };
const { variables, ...identity } = environmentFor(process.env, endpoint);
const handlers = callsOf(
  new Provider(logs, { ...endpoint, ...identity, propagation: 0, createdNotInState: new CreatedNotInState() }),
);
// In the folder of the bench, which removes it.
const socket = resolve("floor.sock");
await serveProtocol(remembering(handlers), socket);
console.log(JSON.stringify({ ...variables, TF_REATTACH_PROVIDERS: reattachTo(socket) }));

type Answer = CallResponse<CallName> | Uint8Array;
type Handle = (request: object, session: object) => Answer | Promise<Answer>;

function remembering(handlers: Handlers): Handlers {
  const answers = new Map<string, Uint8Array>();
  const remembered = (name: CallName): Handle => {
    const handle = handlers[name] as Handle;
    // Which connection is whose has to be told each time.
    if (name === "ConfigureProvider") return handle;
    return async (request, session) => {
      const key = name + textOf(request);
      const answer = answers.get(key);
      if (answer) return answer;
      const response = await handle(request, session);
      const encoded = response instanceof Uint8Array ? response : encodeResponse(name, response);
      answers.set(key, encoded);
      return encoded;
    };
  };
  const names = Object.keys(handlers) as CallName[];
  return Object.fromEntries(names.map((name) => [name, remembered(name)])) as unknown as Handlers;
}

function textOf(request: object): string {
  return Object.values(request)
    .map((value) => {
      if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
      return typeof value === "object" && value !== null ? textOf(value) : String(value);
    })
    .join("\0");
}
