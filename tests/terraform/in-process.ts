import type { LocalLogs } from "../../local/src/local-logs.ts";
import { callsOf } from "../../terraform/src/calls/calls.ts";
import { KeptResources } from "../../terraform/src/kept/kept-resources.ts";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { decodeValue, encodeValue } from "../../terraform/src/protocol/dynamic-value.ts";
import { type Diagnostic, severity } from "../../terraform/src/protocol/messages.ts";
import type { Value, Values } from "../../terraform/src/protocol/types.ts";
import { Provider } from "../../terraform/src/provider.ts";
import {
  type Block,
  dataSourceSchemas,
  emptyValues,
  providerSchema,
  resourceSchemas,
} from "../../terraform/src/schema/schema.ts";
import { owner, region } from "../local/wire.ts";

/** A resource as a state holds it. */
export interface Held {
  readonly values: Values;
  readonly private: Uint8Array;
}

/** The calls that terraform makes for one resource, without terraform. Each throws with the errors of the provider. */
export interface InProcess {
  /** Validates, plans and applies; creates where there is no prior state. */
  readonly apply: (typeName: string, config: object, prior?: Held) => Promise<Held>;
  /** @returns the arguments that a plan changes, and those for which it replaces; the provider is not asked to apply */
  readonly plan: (typeName: string, config: object, prior: Held) => Promise<{ changed: string[]; replaced: string[] }>;
  /** @returns the state as it is now; `undefined` where the resource is gone */
  readonly read: (typeName: string, held: Held) => Promise<Held | undefined>;
  readonly destroy: (typeName: string, held: Held) => Promise<void>;
  /** Imports, and reads what was imported. */
  readonly import: (typeName: string, id: string) => Promise<Held>;
  readonly data: (typeName: string, config: object) => Promise<Values>;
}

export async function startInProcess(local: LocalLogs): Promise<InProcess> {
  const provider = new Provider(local, {
    url: "http://127.0.0.1:9",
    accessKeyId: owner,
    region,
    accountOf: (key) => local.control.accountOf(key),
    propagation: 0,
    createdNotInState: new CreatedNotInState(),
    kept: new KeptResources(),
    clock: timeThatPasses(),
  });
  const session = {};
  const calls = callsOf(provider);
  const config = encodeValue(emptyValues(providerSchema), providerSchema.type);
  refuseErrors(await calls.ConfigureProvider({ config } as never, session));

  const planned = async (typeName: string, config: object, prior?: Held) => {
    const block = resourceSchemas[typeName] as Block;
    const values = { ...emptyValues(block), ...config } as Values;
    const given = encodeValue(values, block.type);
    refuseErrors(await calls.ValidateResourceConfig({ typeName, config: given } as never, session));
    const answer = await calls.PlanResourceChange(
      {
        typeName,
        priorState: encodeValue(prior?.values ?? null, block.type),
        proposedNewState: encodeValue(proposed(block, values, prior?.values), block.type),
        config: given,
        priorPrivate: prior?.private ?? new Uint8Array(),
      } as never,
      session,
    );
    refuseErrors(answer);
    return { block, given, answer: answer as Answered };
  };
  const change = async (typeName: string, block: Block, given: object, answer: Answered, prior?: Held) => {
    const applied = await calls.ApplyResourceChange(
      {
        typeName,
        priorState: encodeValue(prior?.values ?? null, block.type),
        plannedState: answer.plannedState,
        plannedPrivate: answer.plannedPrivate,
        config: given,
      } as never,
      session,
    );
    refuseErrors(applied);
    return applied as Answered;
  };
  const read: InProcess["read"] = async (typeName, held) => {
    const block = resourceSchemas[typeName] as Block;
    const currentState = encodeValue(held.values, block.type);
    const answer = await calls.ReadResource({ typeName, currentState, private: held.private } as never, session);
    refuseErrors(answer);
    const { newState, private: mark } = answer as Answered;
    const values = decodeValue(newState as never, block.type) as Values | null;
    return values === null ? undefined : { values, private: mark as Uint8Array };
  };

  return {
    async apply(typeName, config, prior) {
      const { block, given, answer } = await planned(typeName, config, prior);
      const applied = await change(typeName, block, given, answer, prior);
      const values = decodeValue(applied.newState as never, block.type) as Values;
      return { values, private: applied.private as Uint8Array };
    },
    async plan(typeName, config, prior) {
      const { block, answer } = await planned(typeName, config, prior);
      const next = decodeValue(answer.plannedState as never, block.type) as Values;
      const changed = Object.keys(next).filter(
        (name) => JSON.stringify(next[name]) !== JSON.stringify(prior.values[name]),
      );
      const paths = (answer.requiresReplace ?? []) as { steps: { attributeName: string }[] }[];
      return { changed, replaced: paths.map(({ steps }) => steps[0]?.attributeName ?? "") };
    },
    read,
    async destroy(typeName, held) {
      const block = resourceSchemas[typeName] as Block;
      const nothing = encodeValue(null, block.type);
      await change(typeName, block, nothing, { plannedState: nothing, plannedPrivate: held.private }, held);
    },
    async import(typeName, id) {
      const block = resourceSchemas[typeName] as Block;
      const answer = await calls.ImportResourceState({ typeName, id } as never, session);
      refuseErrors(answer);
      const [imported] = (answer as unknown as { importedResources: { state: object; private: Uint8Array }[] })
        .importedResources;
      const values = decodeValue(imported?.state as never, block.type) as Values;
      const found = await read(typeName, { values, private: imported?.private as Uint8Array });
      if (!found) throw new Error(`${typeName} ${id} does not exist`);
      return found;
    },
    async data(typeName, config) {
      const block = dataSourceSchemas[typeName] as Block;
      const given = encodeValue({ ...emptyValues(block), ...config } as Value, block.type);
      const answer = await calls.ReadDataSource({ typeName, config: given } as never, session);
      refuseErrors(answer);
      return decodeValue((answer as Answered).state as never, block.type) as Values;
    },
  };
}

type Answered = Readonly<Record<string, unknown>>;

/** As Terraform merges a configuration with the prior state: what is computed and not given stays. */
function proposed({ attributes }: Block, config: Values, prior: Values | undefined): Values {
  if (!prior) return config;
  const kept = Object.entries(attributes).filter(([name, { computed }]) => computed && config[name] === null);
  return { ...config, ...Object.fromEntries(kept.map(([name]) => [name, prior[name] ?? null])) };
}

function refuseErrors(answer: object): void {
  const { diagnostics = [] } = answer as { diagnostics?: Diagnostic[] };
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === severity.error);
  if (errors.length > 0) {
    throw new Error(errors.map(({ summary, detail }) => [summary, detail].filter(Boolean).join("\n")).join("\n"));
  }
}

/** A clock on which no wait takes any time. */
function timeThatPasses() {
  let now = Date.now();
  return {
    now: () => now,
    after: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}
