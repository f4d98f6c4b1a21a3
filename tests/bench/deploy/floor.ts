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
import { type Service, serveProtocol } from "../../../terraform/src/protocol/grpc-server.ts";
import { serviceOf } from "../../../terraform/src/protocol/handlers.ts";
import { Provider } from "../../../terraform/src/provider.ts";

const logs = new LocalLogs({ strict: true });
const endpoint = { url: "http://127.0.0.1:9", accountOf: (key: string) => logs.control.accountOf(key) };
const { variables, ...identity } = environmentFor(process.env, endpoint);
const createdNotInState = new CreatedNotInState();
const provider = new Provider(logs, { ...endpoint, ...identity, propagation: 0, createdNotInState });
const service = remembering(serviceOf(callsOf(provider)));
// In the folder of the bench, which removes it.
const socket = resolve("floor.sock");
await serveProtocol(async () => service, socket);
console.log(JSON.stringify({ ...variables, TF_REATTACH_PROVIDERS: reattachTo(socket) }));

function remembering(service: Service): Service {
  const answers = new Map<string, Uint8Array>();
  const remembered = (name: string, answer: Service[string]): Service[string] => {
    // Which connection is whose has to be told each time.
    if (name === "ConfigureProvider") return answer;
    return async (request, session) => {
      const key = name + Buffer.from(request).toString("latin1");
      const known = answers.get(key);
      if (known) return known;
      const response = await answer(request, session);
      answers.set(key, response);
      return response;
    };
  };
  return Object.fromEntries(Object.entries(service).map(([name, answer]) => [name, remembered(name, answer)]));
}
