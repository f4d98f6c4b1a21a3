import { Invocation } from "../order/invocation.ts";
import type { Handlers } from "../protocol/handlers.ts";
import type { Provider } from "../provider.ts";
import { dataSourceCalls } from "./data-source.ts";
import { functionCalls } from "./function.ts";
import { providerCalls } from "./provider.ts";
import { resourceCalls } from "./resource.ts";

/**
 * The calls of Terraform's protocol, carried out by a provider.
 * @param invocation the terraform that makes the calls
 */
export function callsOf(provider: Provider, invocation: Invocation = new Invocation(provider.run)): Handlers {
  return {
    ...providerCalls(provider),
    ...resourceCalls(provider, invocation),
    ...dataSourceCalls(provider, invocation),
    ...functionCalls,
  };
}
