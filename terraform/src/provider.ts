import { partitionOf } from "@log-destinations/core";
import type { LocalLogs } from "@log-destinations/local";
import type { ResourceContext } from "./context.ts";
import { refuseOtherData } from "./data-sources/declared-data.ts";
import { DiagnosticError } from "./diagnostics.ts";
import { KeptResources } from "./kept/kept-resources.ts";
import { Tally } from "./kept/tally.ts";
import { curatedTypes, type TypeCatalog } from "./kept/type-catalog.ts";
import type { CreatedNotInState } from "./lifecycle/created-not-in-state.ts";
import { Run, type RunOptions } from "./order/invocation.ts";
import { optionalText } from "./protocol/attributes.ts";
import type { Values } from "./protocol/types.ts";
import {
  type ProviderConfiguration,
  type ProviderEnvironment,
  readProviderConfiguration,
} from "./provider-configuration.ts";
import type { DataDeclarations } from "./provider-declarations.ts";

export interface ProviderOptions extends ProviderEnvironment, RunOptions {
  /** Milliseconds until the service sees a change of a role. */
  readonly propagation: number;
  readonly createdNotInState: CreatedNotInState;
  /** @default none yet, and they end with the process */
  readonly kept?: KeptResources;
  /** @default the types that stacks with destinations hold */
  readonly types?: TypeCatalog;
}

interface Instance {
  readonly configuration: ProviderConfiguration;
  readonly stop: AbortController;
}

/**
 * A stand-in of `hashicorp/aws` that works on a local service. Terraform opens a connection for each provider block and
 * configures it there; the calls that follow on that connection are for the account and Region of that block. [F244]
 */
export class Provider {
  readonly createdNotInState: CreatedNotInState;
  /** All terraforms that work with this provider. */
  readonly run: Run;
  readonly types: TypeCatalog;
  readonly tally: Tally = new Tally();
  /** What `--config` says that data sources read. */
  readonly declaredData: DataDeclarations;
  readonly #kept: KeptResources;
  readonly #logs: LocalLogs;
  readonly #options: ProviderOptions;
  readonly #instances = new WeakMap<object, Instance>();

  constructor(logs: LocalLogs, options: ProviderOptions) {
    this.createdNotInState = options.createdNotInState;
    this.run = new Run(options);
    this.types = options.types ?? curatedTypes;
    this.#kept = options.kept ?? new KeptResources();
    this.declaredData = options.declared?.data ?? {};
    refuseOtherData(this.declaredData, this.types.dataSources);
    this.#logs = logs;
    this.#options = options;
  }

  /**
   * Takes the configuration of a connection.
   * @throws DiagnosticError where the block points at anything but the local service, or names no account
   */
  configure(connection: object, config: Values): void {
    const configuration = readProviderConfiguration(config, this.#options);
    this.#instances.set(connection, { configuration, stop: new AbortController() });
  }

  /** @throws DiagnosticError where the connection was never configured; any default could be the wrong account [F245] */
  configurationOf(connection: object): ProviderConfiguration {
    return this.#instanceOf(connection).configuration;
  }

  /**
   * The Region that a resource or data source names, or that of the provider.
   * @throws DiagnosticError where it is not known yet
   */
  regionOf(connection: object, values: Values): string {
    const region = optionalText(values, "region") ?? this.configurationOf(connection).region;
    if (region === undefined) throw knownAfterApply("Region");
    return region;
  }

  /**
   * Refuses a resource or data source that names a Region of another partition than the provider's. [F339]
   * @throws DiagnosticError
   */
  refuseOtherPartition(connection: object, config: Values): void {
    const own = optionalText(config, "region");
    const { region } = this.configurationOf(connection);
    if (own === undefined || region === undefined) return;
    const [got, wanted] = [partitionOf(own).name, partitionOf(region).name];
    if (got === wanted) return;
    throw new DiagnosticError(
      `partition (${got}) for per-resource Region (${own}) is not the provider's configured partition (${wanted})`,
      "Give a Region of the same partition, or a provider of the other one.",
      "region",
    );
  }

  /** @throws DiagnosticError where the account or the Region is not known yet */
  contextOf(connection: object, values: Values): ResourceContext {
    const { configuration, stop } = this.#instanceOf(connection);
    const { account, callerArn, defaultTags, ignoresTag } = configuration;
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
      kept: this.#kept,
      defaultTags,
      ignoresTag,
      propagation: this.#options.propagation,
      signal: stop.signal,
    };
  }

  /** Ends the calls that are waiting on a connection. */
  stop(connection: object): void {
    this.#instances.get(connection)?.stop.abort(new DiagnosticError("stopped before it was done [LD4204]"));
  }

  #instanceOf(connection: object): Instance {
    const instance = this.#instances.get(connection);
    if (!instance) throw new DiagnosticError("the provider was not configured on this connection [LD4108]");
    return instance;
  }
}

function knownAfterApply(missing: "account" | "Region"): DiagnosticError {
  return new DiagnosticError(
    `the ${missing} of the provider is known only after apply [LD4107]`,
    "Its role_arn, access_key or region comes from a resource. Apply that resource first, with -target.",
  );
}
