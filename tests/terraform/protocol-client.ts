import { LocalLogs } from "@log-destinations/local";
import { callsOf } from "../../terraform/src/calls/calls.ts";
import { KeptResources } from "../../terraform/src/kept/kept-resources.ts";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { ownershipMark } from "../../terraform/src/ownership-mark.ts";
import { decodeValue, encodeValue } from "../../terraform/src/protocol/dynamic-value.ts";
import { type Diagnostic, severity } from "../../terraform/src/protocol/messages.ts";
import { type Type, unknown, type Value, type Values } from "../../terraform/src/protocol/types.ts";
import { Provider, type ProviderOptions } from "../../terraform/src/provider.ts";
import { type Block, emptyValues, providerSchema } from "../../terraform/src/schema/schema.ts";

export const account = "111122223333";
export const region = "eu-west-1";

/** What terraform does with a provider, without terraform: the calls of its protocol, in its order and with its values. */
export class ProtocolClient {
  readonly logs: LocalLogs;
  readonly kept: KeptResources;
  readonly provider: Provider;
  readonly #calls: ReturnType<typeof callsOf>;
  readonly #session = {};

  /** @param block what the provider block gives */
  constructor(options: Partial<ProviderOptions> = {}, logs: LocalLogs = new LocalLogs(), block: Values = {}) {
    this.logs = logs;
    this.kept = options.kept ?? new KeptResources();
    this.provider = new Provider(this.logs, {
      url: "http://127.0.0.1:9",
      accessKeyId: account,
      region,
      accountOf: (key) => this.logs.control.accountOf(key),
      propagation: 0,
      createdNotInState: new CreatedNotInState(),
      kept: this.kept,
      ...options,
    });
    this.provider.configure(this.#session, { ...emptyValues(providerSchema), ...block });
    this.#calls = callsOf(this.provider);
  }

  block(typeName: string): Block {
    return (this.provider.types.resources[typeName] as { block: Block }).block;
  }

  /** A configuration that gives nothing. */
  empty(typeName: string): Values {
    return emptyValues(this.block(typeName));
  }

  async validate(typeName: string, config: Values): Promise<readonly Diagnostic[]> {
    const { type } = this.block(typeName);
    const request = { typeName, config: encodeValue(config, type) };
    const { diagnostics = [] } = decoded(await this.#calls.ValidateResourceConfig(request, this.#session));
    return diagnostics;
  }

  /** @returns the planned values, and the arguments that replace */
  async plan(typeName: string, config: Values, prior: Values | null): Promise<{ planned: Values; replaces: string[] }> {
    const block = this.block(typeName);
    const answer = decoded(
      await this.#calls.PlanResourceChange(
        {
          typeName,
          priorState: encodeValue(prior, block.type),
          proposedNewState: encodeValue(proposed(block, config, prior), block.type),
          config: encodeValue(config, block.type),
          priorPrivate: ownershipMark,
        },
        this.#session,
      ),
    );
    refuseErrors(answer);
    const replaces = (answer.requiresReplace ?? []).map(({ steps }) => steps[0]?.attributeName ?? "");
    return { planned: decodeValue(answer.plannedState ?? {}, block.type) as Values, replaces };
  }

  /** @param planned `null` destroys */
  async apply(typeName: string, prior: Values | null, planned: Values | null): Promise<Values | null> {
    const { type } = this.block(typeName);
    const answer = decoded(
      await this.#calls.ApplyResourceChange(
        {
          typeName,
          priorState: encodeValue(prior, type),
          plannedState: encodeValue(planned, type),
          plannedPrivate: ownershipMark,
        },
        this.#session,
      ),
    );
    refuseErrors(answer);
    return decodeValue(answer.newState ?? {}, type) as Values | null;
  }

  async create(typeName: string, config: Values): Promise<Values> {
    const { planned } = await this.plan(typeName, config, null);
    return (await this.apply(typeName, null, planned)) as Values;
  }

  async read(typeName: string, state: Values): Promise<Values | null> {
    const { type } = this.block(typeName);
    const request = { typeName, currentState: encodeValue(state, type), private: ownershipMark };
    const answer = decoded(await this.#calls.ReadResource(request, this.#session));
    refuseErrors(answer);
    return decodeValue(answer.newState ?? {}, type) as Values | null;
  }

  async import(typeName: string, id: string): Promise<Values> {
    const answer = decoded(await this.#calls.ImportResourceState({ typeName, id }, this.#session));
    refuseErrors(answer);
    return decodeValue(answer.importedResources?.[0]?.state ?? {}, this.block(typeName).type) as Values;
  }

  async data(typeName: string, config: Values): Promise<Values> {
    const block = this.provider.types.dataSources[typeName] as Block;
    const request = { typeName, config: encodeValue({ ...emptyValues(block), ...config }, block.type) };
    const answer = decoded(await this.#calls.ReadDataSource(request, this.#session));
    refuseErrors(answer);
    return decodeValue(answer.state ?? {}, block.type) as Values;
  }
}

function decoded<Answer>(answer: Answer | Uint8Array): Answer {
  return answer as Answer;
}

function refuseErrors({ diagnostics = [] }: { readonly diagnostics?: readonly Diagnostic[] }): void {
  const error = diagnostics.find((each) => each.severity === severity.error);
  if (error) throw new Error(`${error.summary}\n${error.detail ?? ""}`.trim());
}

/** Terraform's merge of a configuration and the prior state: what is computed and left out stays as it was. */
function proposed({ attributes, blocks }: Block, config: Values, prior: Values | null): Values {
  const values: Record<string, Value> = {};
  for (const [name, { computed }] of Object.entries(attributes)) {
    const given = config[name] ?? null;
    values[name] = given === null && computed ? (prior?.[name] ?? null) : given;
  }
  for (const [name, block] of Object.entries(blocks)) {
    const given = config[name] ?? null;
    const before = prior?.[name] ?? null;
    if (!Array.isArray(given)) {
      values[name] = given === null || given === unknown ? given : proposed(block, given as Values, before as Values);
    } else {
      values[name] = given.map((item, index) =>
        proposed(block, item as Values, ((before ?? []) as readonly Values[])[index] ?? null),
      );
    }
  }
  return values;
}

/** The attributes of a type that hold a null, at any depth; blocks that are not given have none. */
export function nullsOf({ attributes, blocks }: Block, values: Values, path = ""): string[] {
  return [
    ...Object.entries(attributes).flatMap(([name, { computed }]) =>
      computed && values[name] === null ? [`${path}${name}`] : [],
    ),
    ...Object.entries(blocks).flatMap(([name, block]) =>
      ([values[name] ?? []].flat() as Values[]).flatMap((item) => nullsOf(block, item, `${path}${name}.`)),
    ),
  ];
}

/** A value of a type; another `variant` gives another value. */
export function sampleOf(type: Type, variant: number): Value {
  switch (type.kind) {
    case "string":
      return `value-${variant}`;
    case "number":
      return variant;
    case "bool":
      return variant % 2 === 1;
    case "list":
    case "set":
      return [sampleOf(type.of, variant)];
    case "map":
      return { key: sampleOf(type.of, variant) };
    case "object":
      return Object.fromEntries(
        Object.entries(type.members).map(([name, member]) => [name, sampleOf(member, variant)]),
      );
  }
}
