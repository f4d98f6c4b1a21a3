import { randomBytes } from "node:crypto";
import { LogDestinationsClient, partitionOf } from "@log-destinations/core";
import type { LocalLogs } from "../local-logs.ts";
import { type Configuration, isGiven, type ProviderEnvironment, readConfiguration, warnings } from "./configuration.ts";
import type { Context } from "./context.ts";
import { dataSources } from "./data-sources/data-sources.ts";
import { Failure, toDiagnostic } from "./failure.ts";
import { plan } from "./plan.ts";
import { type CallName, type CallResponse, type Diagnostic, severity } from "./protocol/contract.ts";
import type { Handlers } from "./protocol/server.ts";
import { conform, settle, type Values } from "./protocol/types.ts";
import { decodeJson, decodeValue, encodeValue } from "./protocol/values.ts";
import { optionalText, type ResourceType } from "./resources/resource.ts";
import { resources } from "./resources/resources.ts";
import { allTags } from "./resources/tags.ts";
import {
  type Block,
  dataSourceSchemas,
  emptyValues,
  mapValues,
  providerSchema,
  resourceSchemas,
  toMessage,
} from "./schema/schema.ts";
import { mark, refuseReal } from "./stand-in.ts";

export interface ProviderOptions extends ProviderEnvironment {
  /** The milliseconds that a change of a role takes to be seen. */
  readonly propagation: number;
}

/** An instance of the provider, as its connection was configured. */
interface Instance {
  readonly configuration: Configuration;
  readonly stop: AbortController;
}

/** The provider as the calls of the protocol: a stand-in of `hashicorp/aws` that works on the local service. */
export function provider(logs: LocalLogs, options: ProviderOptions): Handlers {
  const sessions = new WeakMap<object, Instance>();
  const keys = new SessionKeys(logs);

  const instanceOf = (session: object): Instance => {
    const instance = sessions.get(session);
    if (!instance) throw new Failure("the provider was not configured on this connection");
    return instance;
  };

  const contextOf = (session: object, values: Values): Context => {
    const { configuration, stop } = instanceOf(session);
    const { account, callerArn, defaultTags } = configuration;
    const region = optionalText(values, "region") ?? configuration.region;
    if (account === undefined || region === undefined) {
      throw new Failure(
        "the account and Region of the provider are known only after apply",
        "Its role_arn, access_key or region comes from a resource. Apply that resource first, with -target.",
      );
    }
    const partition = partitionOf(region).name;
    return {
      account,
      region,
      partition,
      callerArn: callerArn ?? `arn:${partition}:iam::${account}:root`,
      client: new LogDestinationsClient({ fetch: logs.fetch, region, credentials: keys.keyOf(account, callerArn) }),
      control: logs.control,
      defaultTags,
      propagation: options.propagation,
      signal: stop.signal,
    };
  };

  return {
    GetProviderSchema: () => schemaResponse,

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
        return { diagnostics: unmodelled(typeName, type, decodeValue(config, block.type) as Values) };
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
      const doing = planned === null ? "deleting" : prior === null ? "creating" : "updating";
      return diagnosed(`${doing} ${nameOf(type, planned ?? prior)}`, async () => {
        refuseReal(type.called, prior, plannedPrivate);
        if (planned === null) {
          const state = prior as Values;
          await type.delete(contextOf(session, state), state);
          return { newState: encodeValue(null, block.type) };
        }
        const context = contextOf(session, planned);
        const made = prior ? await type.update(context, planned, prior) : await type.create(context, planned);
        const state = settle(conform({ ...planned, ...made }, block.type));
        return { newState: encodeValue(state, block.type), private: mark, legacyTypeSystem: true };
      });
    },

    ImportResourceState: ({ typeName, id }, session) =>
      diagnosed(`importing ${typeName}`, () => {
        const { type, block } = known(typeName);
        const { name, region } = readImportId(id);
        const context = contextOf(session, block.attributes.region && region ? { region } : {});
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
        const read = dataSources[typeName]?.(values, () => contextOf(session, values));
        return { state: encodeValue(conform({ ...values, ...read }, block.type), block.type) };
      }),

    StopProvider: (_, session) => {
      sessions.get(session)?.stop.abort(new Failure("stopped before it was done"));
      return {};
    },
  };
}

/** The keys by which the service knows the accounts and roles of the provider's instances, as STS would give them. */
class SessionKeys {
  readonly #logs: LocalLogs;
  readonly #declared = new Map<string, { accessKeyId: string; secretAccessKey: string }>();

  constructor(logs: LocalLogs) {
    this.#logs = logs;
  }

  keyOf(account: string, callerArn: string | undefined): { accessKeyId: string; secretAccessKey: string } {
    const identity = callerArn ?? account;
    const declared = this.#declared.get(identity);
    if (declared) return declared;
    const key = {
      accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
      secretAccessKey: randomBytes(20).toString("hex"),
    };
    const { accessKeyId, secretAccessKey } = key;
    // With a secret declared, the service would begin to check the signatures of everyone.
    const secret = this.#logs.checksSignatures ? { secretAccessKey } : {};
    const caller = callerArn === undefined ? {} : { callerArn };
    this.#logs.control.declare({ accessKeys: { [accessKeyId]: { account, ...caller, ...secret } } });
    this.#declared.set(identity, key);
    return key;
  }
}

const schemaResponse: CallResponse<"GetProviderSchema"> = {
  provider: toMessage(providerSchema),
  resourceSchemas: mapValues(resourceSchemas, toMessage),
  dataSourceSchemas: mapValues(dataSourceSchemas, toMessage),
  serverCapabilities: { getProviderSchemaOptional: true },
};

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

function nameOf({ called, namedBy }: ResourceType, values: Values | null): string {
  const name = values && optionalText(values, namedBy);
  return name ? `${called} (${name})` : called;
}

function unmodelled(typeName: string, { modelled }: ResourceType, config: Values): Diagnostic[] {
  // The Region is every resource's; what is computed alone cannot be given.
  const given = Object.keys(config).filter(
    (name) => isGiven(config[name]) && name !== "region" && !modelled.includes(name),
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
