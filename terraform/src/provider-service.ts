import type { LocalLogs } from "@log-destinations/local";
import { callsOf } from "./calls/calls.ts";
import { DiagnosticError, toDiagnostic } from "./diagnostics.ts";
import { allTypes } from "./kept/type-catalog.ts";
import { Invocation, type TerraformStart } from "./order/invocation.ts";
import type { Service } from "./protocol/grpc-server.ts";
import { serviceOf } from "./protocol/handlers.ts";
import type { CallResponse } from "./protocol/messages.ts";
import { Provider, type ProviderOptions } from "./provider.ts";

export interface PluginOptions extends Omit<ProviderOptions, "types"> {
  /**
   * Does it have all types of the AWS provider?
   * @default it has those that stacks with destinations hold
   */
  readonly keepAll?: boolean;
}

/** The provider as terraforms call it. */
export class ProviderService {
  readonly #provider: Provider;

  private constructor(provider: Provider) {
    this.#provider = provider;
  }

  /** @throws Error for declared data that no data source could have */
  static async start(logs: LocalLogs, { keepAll = false, ...options }: PluginOptions): Promise<ProviderService> {
    return new ProviderService(new Provider(logs, { ...options, ...(keepAll && { types: await allTypes() }) }));
  }

  /** The calls of one terraform. Its end is to be said. */
  openTo(terraform: TerraformStart): { readonly service: Service; readonly end: () => void } {
    const invocation = new Invocation(this.#provider.run, terraform);
    return { service: serviceOf(callsOf(this.#provider, invocation)), end: () => invocation.end() };
  }

  /** The calls of a terraform that nobody has checked: its provider refuses to be configured, and says why. */
  unguarded(): Service {
    return serviceOf({ ...callsOf(this.#provider), ConfigureProvider: refuseUnguarded });
  }

  /** How many resources of the run were only kept, as a sentence; `undefined` where none was. */
  summary(): string | undefined {
    return this.#provider.tally.summary();
  }
}

function refuseUnguarded(): CallResponse<"ConfigureProvider"> {
  const failure = new DiagnosticError(
    "terraform was started past log-destinations run, which could not check its folder [LD4109]",
    "It was found by its path, or on a PATH without the folder that the run puts first in it. Call it by its name, on " +
      "the PATH that the run gives to its command.",
  );
  return { diagnostics: [toDiagnostic(failure, "")] };
}
