import { partitionOf } from "@log-destinations/core";
import type { LocalLogs } from "@log-destinations/local";
import type { Context } from "./context.ts";
import { dataSources } from "./data-sources/data-sources.ts";
import { Failure, toDiagnostic } from "./failure.ts";
import { create } from "./lifecycle/apply.ts";
import type { Unclaimed } from "./lifecycle/orphans.ts";
import { plan } from "./lifecycle/plan.ts";
import { mark, refuseReal } from "./ownership-mark.ts";
import type { Handlers } from "./protocol/grpc-server.ts";
import { type CallName, type CallResponse, type Diagnostic, encodeResponse, severity } from "./protocol/messages.ts";
import { conform, isGiven, settle, type Value, type Values } from "./protocol/types.ts";
import { decodeJson, decodeValue, encodeValue } from "./protocol/values.ts";
import { type Configuration, type ProviderEnvironment, readConfiguration, warnings } from "./provider-configuration.ts";
import { nameOf, optionalText, type ResourceType } from "./resource-type/resource.ts";
import { allTags } from "./resource-type/tags.ts";
import { resources } from "./resources/resources.ts";
import {
  type Block,
  dataSourceSchemas,
  emptyValues,
  mapValues,
  providerSchema,
  resourceSchemas,
  toMessage,
} from "./schema/schema.ts";

export interface ProviderOptions extends ProviderEnvironment {
  /** The milliseconds that a change of a role takes to be seen. */
  readonly propagation: number;
  readonly unclaimed: Unclaimed;
}

/** An instance of the provider, as its connection was configured. */
interface Instance {
  readonly configuration: Configuration;
  readonly stop: AbortController;
}

/** The provider as the calls of the protocol: a stand-in of `hashicorp/aws` that works on the local service. */
export function provider(logs: LocalLogs, options: ProviderOptions): Handlers {
  const sessions = new WeakMap<object, Instance>();
  /** The same for every terraform, and asked for by each. */
  let schemas: Uint8Array | undefined;

  const instanceOf = (session: object): Instance => {
    const instance = sessions.get(session);
    if (!instance) throw new Failure("the provider was not configured on this connection");
    return instance;
  };

  const regionOf = (session: object, values: Values): string => {
    const region = optionalText(values, "region") ?? instanceOf(session).configuration.region;
    if (region === undefined) throw notYet("Region");
    return region;
  };

  const contextOf = (session: object, values: Values): Context => {
    const { configuration, stop } = instanceOf(session);
    const { account, callerArn, defaultTags } = configuration;
    const region = regionOf(session, values);
    if (account === undefined) throw notYet("account");
    const partition = partitionOf(region).name;
    return {
      account,
      region,
      partition,
      callerArn: callerArn ?? `arn:${partition}:iam::${account}:root`,
      api: logs.as({ account, region, ...(callerArn !== undefined && { callerArn }) }),
      control: logs.control,
      defaultTags,
      propagation: options.propagation,
      signal: stop.signal,
    };
  };

  return {
    GetProviderSchema: () => {
      schemas ??= encodeSchemas();
      return schemas;
    },

    ValidateProviderConfig: ({ config }) =>
      diagnosed("reading the provider's configuration", () => {
        const values = decodeValue(config, providerSchema.type) as Values;
        return { diagnostics: warnings(values) };
      }),

    ConfigureProvider: ({ config }, session) =>
      diagnosed("configuring the provider", () => {
        const values = decodeValue(config, providerSchema.type) as Values;
        sessions.set(session, { configuration: readConfiguration(values, options), stop: new AbortController() });
        return {};
      }),

    ValidateResourceConfig: ({ typeName, config }) =>
      diagnosed(`validating ${typeName}`, () => {
        const { type, block } = known(typeName);
        const values = decodeValue(config, block.type) as Values;
        return { diagnostics: [...broken(type, values), ...unmodelled(typeName, type, values)] };
      }),

    ValidateDataResourceConfig: () => ({}),

    UpgradeResourceState: ({ typeName, rawState }) =>
      diagnosed(`reading the state of ${typeName}`, () => {
        const { block } = known(typeName);
        return { upgradedState: encodeValue(decodeJson(rawState.json, block.type), block.type) };
      }),

    ReadResource: ({ typeName, currentState, private: kept }, session) => {
      const { type, block } = known(typeName);
      const state = decodeValue(currentState, block.type) as Values;
      return diagnosed(`reading ${nameOf(type, state)}`, async () => {
        refuseReal(type.called, state, kept);
        options.unclaimed.claim(state);
        const read = await type.read(contextOf(session, state), state);
        const next = read === undefined ? null : conform({ ...state, ...read }, block.type);
        return { newState: encodeValue(next, block.type), private: mark };
      });
    },

    PlanResourceChange: ({ typeName, priorState, proposedNewState, config, priorPrivate }, session) => {
      const { type, block } = known(typeName);
      return diagnosed(`planning ${type.called}`, () => {
        const prior = decodeValue(priorState, block.type) as Values | null;
        const proposed = decodeValue(proposedNewState, block.type) as Values | null;
        refuseReal(type.called, prior, priorPrivate);
        if (prior) options.unclaimed.claim(prior);
        if (proposed === null) return { plannedState: proposedNewState, plannedPrivate: mark };
        const change = { prior, proposed, config: decodeValue(config, block.type) as Values };
        const { planned, replacedBy } = plan(type, block, change, instanceOf(session).configuration);
        return {
          plannedState: encodeValue(planned, block.type),
          plannedPrivate: mark,
          requiresReplace: replacedBy.map((attributeName) => ({ steps: [{ attributeName }] })),
          // Defaults of arguments that Terraform does not let a provider fill in are the real provider's habit.
          legacyTypeSystem: true,
        };
      });
    },

    ApplyResourceChange: ({ typeName, priorState, plannedState, plannedPrivate }, session) => {
      const { type, block } = known(typeName);
      const prior = decodeValue(priorState, block.type) as Values | null;
      const planned = decodeValue(plannedState, block.type) as Values | null;
      const verb = planned === null ? "deleting" : (type.madeBy ?? (prior === null ? "creating" : "updating"));
      const doing = `${verb} ${nameOf(type, planned ?? prior)}`;
      return diagnosed(doing, async () => {
        refuseReal(type.called, prior, plannedPrivate);
        if (planned === null) {
          const state = prior as Values;
          await type.delete(contextOf(session, state), state);
          return { newState: encodeValue(null, block.type) };
        }
        const context = contextOf(session, planned);
        const { unclaimed } = options;
        const { made, diagnostics } = prior
          ? { made: await type.update(context, planned, prior), diagnostics: [] }
          : await create({ type, context, planned, unclaimed, doing });
        const state = settle(conform({ ...planned, ...made }, block.type)) as Values;
        if (!prior) unclaimed.made(state);
        return { newState: encodeValue(state, block.type), private: mark, diagnostics, legacyTypeSystem: true };
      });
    },

    ImportResourceState: ({ typeName, id }, session) =>
      diagnosed(`importing ${typeName}`, () => {
        const { type, block } = known(typeName);
        const { name, region } = block.attributes.region ? readImportId(id) : { name: id };
        const context = contextOf(session, region ? { region } : {});
        const found = { ...type.defaults, ...type.import(context, name) };
        const state: Values = {
          ...emptyValues(block),
          ...found,
          ...(block.attributes.region && { region: context.region }),
          ...(block.attributes.tags_all && { tags_all: allTags(null, context.defaultTags) }),
        };
        return { importedResources: [{ typeName, state: encodeValue(state, block.type), private: mark }] };
      }),

    ReadDataSource: ({ typeName, config }, session) =>
      diagnosed(`reading ${typeName}`, () => {
        const block = dataSourceSchemas[typeName] as Block;
        const values = decodeValue(config, block.type) as Values;
        const read = dataSources[typeName]?.(values, {
          region: () => regionOf(session, values),
          context: () => contextOf(session, values),
        });
        return { state: encodeValue(conform({ ...values, ...read }, block.type), block.type) };
      }),

    StopProvider: (_, session) => {
      sessions.get(session)?.stop.abort(new Failure("stopped before it was done"));
      return {};
    },
  };
}

function encodeSchemas(): Uint8Array {
  return encodeResponse("GetProviderSchema", {
    provider: toMessage(providerSchema),
    resourceSchemas: mapValues(resourceSchemas, toMessage),
    dataSourceSchemas: mapValues(dataSourceSchemas, toMessage),
    serverCapabilities: { getProviderSchemaOptional: true },
  });
}

function known(typeName: string): { type: ResourceType; block: Block } {
  return { type: resources[typeName] as ResourceType, block: resourceSchemas[typeName] as Block };
}

/** Answers with what went wrong. */
async function diagnosed<Name extends Exclude<CallName, "StopProvider">>(
  doing: string,
  work: () => CallResponse<Name> | Promise<CallResponse<Name>>,
): Promise<CallResponse<Name>> {
  try {
    return await work();
  } catch (error) {
    return { diagnostics: [toDiagnostic(error, doing)] } as CallResponse<Name>;
  }
}

function notYet(what: string): Failure {
  return new Failure(
    `the ${what} of the provider is known only after apply`,
    "Its role_arn, access_key or region comes from a resource. Apply that resource first, with -target.",
  );
}

/** What is wrong with the arguments, as far as they are known. */
function broken({ checks = {} }: ResourceType, config: Values): Diagnostic[] {
  return Object.entries(checks).flatMap(([name, check]) => {
    const value: Value | undefined = config[name];
    const said = typeof value === "string" || typeof value === "number" ? check(value, name, config) : undefined;
    return said === undefined ? [] : [toDiagnostic(new Failure(said, "", name), "")];
  });
}

/** Arguments that change nothing but how a resource is described. */
const descriptive = ["description", "tags", "tags_all", "timeouts"];

function unmodelled(typeName: string, { modelled, defaults = {} }: ResourceType, config: Values): Diagnostic[] {
  // The Region is every resource's; what is computed alone cannot be given.
  const heeded = ["region", ...descriptive, ...modelled];
  const given = Object.keys(config).filter(
    (name) => isGiven(config[name]) && config[name] !== (defaults[name] ?? false) && !heeded.includes(name),
  );
  if (given.length === 0) return [];
  return [
    {
      severity: severity.warning,
      summary: `${typeName}: not modelled by the local service: ${given.join(", ")}`,
      detail: "What is given there is kept in the state and given back, and has no effect on this run.",
    },
  ];
}

/** `id@region` names a resource of another Region than the provider's. */
function readImportId(id: string): { name: string; region?: string } {
  const [, name, region] = /^(.+)@([a-z]{2,}(?:-[a-z]+)+-\d+)$/s.exec(id) ?? [];
  return name === undefined || region === undefined ? { name: id } : { name, region };
}
