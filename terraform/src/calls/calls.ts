import type { Handlers } from "../protocol/grpc-server.ts";
import type { Provider } from "../provider.ts";
import { dataSourceCalls } from "./data-source.ts";
import { functionCalls } from "./function.ts";
import { providerCalls } from "./provider.ts";
import { resourceCalls } from "./resource.ts";

/** The calls of Terraform's protocol, carried out by a provider. */
export function callsOf(provider: Provider): Handlers {
  return { ...providerCalls(provider), ...resourceCalls(provider), ...dataSourceCalls(provider), ...functionCalls };
}
