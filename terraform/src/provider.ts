import { partitionOf } from "@log-destinations/core";
import type { LocalLogs } from "@log-destinations/local";
import type { Context } from "./context.ts";
import { Failure } from "./failure.ts";
import type { Unclaimed } from "./lifecycle/orphans.ts";
import { optionalText } from "./protocol/attributes.ts";
import type { Values } from "./protocol/types.ts";
import { type Configuration, type ProviderEnvironment, readConfiguration } from "./provider-configuration.ts";

export interface ProviderOptions extends ProviderEnvironment {
  /** The milliseconds that a change of a role takes to be seen. */
  readonly propagation: number;
  readonly unclaimed: Unclaimed;
}

interface Instance {
  readonly configuration: Configuration;
  readonly stop: AbortController;
}

/**
 * A stand-in of `hashicorp/aws` that works on a local service. Terraform opens a connection for each provider block and
 * configures it there; the calls that follow on that connection are for the account and Region of that block.
 */
export class Provider {
  readonly unclaimed: Unclaimed;
  readonly #logs: LocalLogs;
  readonly #options: ProviderOptions;
  readonly #instances = new WeakMap<object, Instance>();

  constructor(logs: LocalLogs, options: ProviderOptions) {
    this.unclaimed = options.unclaimed;
    this.#logs = logs;
    this.#options = options;
  }

  /**
   * Takes the configuration of a connection.
   * @throws Failure where the block points at anything but the local service, or names no account
   */
  configure(connection: object, config: Values): void {
    const configuration = readConfiguration(config, this.#options);
    this.#instances.set(connection, { configuration, stop: new AbortController() });
  }

  /** @throws Failure where the connection was never configured: a default could be another account */
  configurationOf(connection: object): Configuration {
    return this.#instanceOf(connection).configuration;
  }

  /**
   * The Region that a resource or data source names, or that of the provider.
   * @throws Failure where it is not known yet
   */
  regionOf(connection: object, values: Values): string {
    const region = optionalText(values, "region") ?? this.configurationOf(connection).region;
    if (region === undefined) throw knownAfterApply("Region");
    return region;
  }

  /** @throws Failure where the account or the Region is not known yet */
  contextOf(connection: object, values: Values): Context {
    const { configuration, stop } = this.#instanceOf(connection);
    const { account, callerArn, defaultTags } = configuration;
    const region = this.regionOf(connection, values);
    if (account === undefined) throw knownAfterApply("account");
    const partition = partitionOf(region).name;
    return {
      account,
      region,
      partition,
      callerArn: callerArn ?? `arn:${partition}:iam::${account}:root`,
      api: this.#logs.as({ account, region, ...(callerArn !== undefined && { callerArn }) }),
      control: this.#logs.control,
      defaultTags,
      propagation: this.#options.propagation,
      signal: stop.signal,
    };
  }

  /** Ends the calls that are waiting on a connection. */
  stop(connection: object): void {
    this.#instances.get(connection)?.stop.abort(new Failure("stopped before it was done"));
  }

  #instanceOf(connection: object): Instance {
    const instance = this.#instances.get(connection);
    if (!instance) throw new Failure("the provider was not configured on this connection");
    return instance;
  }
}

function knownAfterApply(missing: "account" | "Region"): Failure {
  return new Failure(
    `the ${missing} of the provider is known only after apply`,
    "Its role_arn, access_key or region comes from a resource. Apply that resource first, with -target.",
  );
}
