import { LocalLogs } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { severity } from "../../../terraform/src/protocol/messages.ts";
import { isGiven, type Type, unknown, type Value, type Values } from "../../../terraform/src/protocol/types.ts";
import type { Block } from "../../../terraform/src/schema/schema.ts";
import { ProtocolClient } from "../protocol-client.ts";
import {
  argumentsOf,
  configOf,
  firehose,
  type Generated,
  labelOf,
  leastOf,
  modelled,
  mostOf,
  withArgument,
} from "./generated-configurations.ts";
import {
  conflicts,
  defaultOf,
  importIds,
  ofOneValue,
  onlyInState,
  replaces,
  replacesWhenAdded,
  staysAfterDestroy,
} from "./real-provider.ts";
import { makeSampleWorld } from "./sample-world.ts";

async function startClient(): Promise<ProtocolClient> {
  const client = new ProtocolClient({}, new LocalLogs({ strict: true }));
  await makeSampleWorld(client.logs);
  return client;
}

/** Sets in one order, and policies without white space and in the order of names. */
function comparable(value: Value, type: Type): unknown {
  if (value === null || value === unknown) return value;
  if (type.kind === "object") {
    const members = Object.entries(type.members);
    return Object.fromEntries(
      members.map(([name, member]) => [name, comparable((value as Values)[name] ?? null, member)]),
    );
  }
  if (type.kind === "list" || type.kind === "set") {
    const items = (value as readonly Value[]).map((item) => comparable(item, type.of));
    return type.kind === "set" ? items.map((item) => JSON.stringify(item)).sort() : items;
  }
  return value;
}

/** What is known in a plan, and what the state has in its place. */
function knownOf(planned: Value, state: Value): [planned: Value, state: Value] {
  if (planned === unknown) return [null, null];
  if (Array.isArray(planned) && Array.isArray(state) && planned.length === state.length) {
    const pairs = planned.map((item, index) => knownOf(item, state[index] as Value));
    return [pairs.map(([item]) => item), pairs.map(([, item]) => item)];
  }
  if (typeof planned !== "object" || planned === null || typeof state !== "object" || state === null) {
    return [planned, state];
  }
  const pairs = Object.entries(planned).map(
    ([name, item]) => [name, knownOf(item, (state as Values)[name] ?? null)] as const,
  );
  return [
    Object.fromEntries(pairs.map(([name, [item]]) => [name, item])),
    Object.fromEntries(pairs.map(([name, [, item]]) => [name, item])),
  ];
}

function computedOf({ attributes }: Block, config: Values, state: Values): Values {
  const names = Object.keys(attributes).filter((name) => attributes[name]?.computed && config[name] === null);
  return Object.fromEntries(names.map((name) => [name, state[name] ?? null]));
}

/** The value at a path, in the first block of each name. */
function valueAt(values: Values, path: string): Value {
  return path.split(".").reduce((within: Value, name) => {
    const block = Array.isArray(within) ? within[0] : within;
    return ((block ?? {}) as Values)[name] ?? null;
  }, values);
}

/** A resource of a type, as terraform sees it. */
class Resource {
  readonly #client: ProtocolClient;
  readonly #of: Generated;
  state: Values | null = null;

  constructor(client: ProtocolClient, of: Generated) {
    this.#client = client;
    this.#of = of;
  }

  #shown(values: Values | null): unknown {
    return values && comparable(values, this.#of.block.type);
  }

  /** Creates or updates it; what was planned comes back, is read, and a second plan changes nothing. */
  async apply(config: Values): Promise<Values> {
    const { typeName } = this.#of;
    const client = this.#client;
    const diagnostics = await client.validate(typeName, config);
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === severity.error)).toEqual([]);
    const { planned, replaces } = await client.plan(typeName, config, this.state);
    expect(replaces).toEqual([]);
    const state = (await client.apply(typeName, this.state, planned)) as Values;
    // With an SDK of the older kind, what is computed and not given stays in the plan of an update.
    const plannedHere = this.state === null ? planned : { ...planned, ...computedOf(this.#of.block, config, state) };
    const [known, kept] = knownOf(plannedHere, state) as [Values, Values];
    expect(this.#shown(kept)).toEqual(this.#shown(known));
    this.state = state;
    expect(this.#shown(await client.read(typeName, state))).toEqual(this.#shown(state));
    const second = await client.plan(typeName, config, state);
    expect(this.#shown(second.planned)).toEqual(this.#shown(state));
    expect(second.replaces).toEqual([]);
    return state;
  }

  async replacedBy(config: Values): Promise<string[]> {
    return (await this.#client.plan(this.#of.typeName, config, this.state)).replaces;
  }

  /** Plans the change of an argument. @returns is it made in place? */
  async planChange(config: Values, path: string): Promise<boolean> {
    const { typeName } = this.#of;
    const { planned, replaces: names } = await this.#client.plan(typeName, config, this.state);
    const replaced = replaces(typeName, path);
    // With another destination the block of the earlier one is taken away, and with it what replaces.
    const found = path === "destination" ? names.filter((name) => name === path) : names;
    expect({ path, replaces: found }).toEqual({ path, replaces: replaced ? [path.split(".")[0]] : [] });
    if (!ofOneValue.includes(`${typeName} ${path}`)) expect(this.#shown(planned)).not.toEqual(this.#shown(this.state));
    return !replaced;
  }

  /** @returns what a plan changes after the resource was imported */
  async changesAfterImport(config: Values): Promise<string[]> {
    const { typeName, block } = this.#of;
    const id = importIds[typeName]?.(this.state ?? {});
    if (id === undefined) return [];
    const imported = await this.#client.import(typeName, id);
    const found = (await this.#client.read(typeName, imported)) as Values;
    const { planned, replaces } = await this.#client.plan(typeName, config, found);
    expect({ found: this.#shown(found), replaces }).toMatchObject({ replaces: [] });
    const types = (block.type as Type & { kind: "object" }).members;
    return Object.entries(types).flatMap(([name, type]) =>
      JSON.stringify(comparable(planned[name] ?? null, type)) === JSON.stringify(comparable(found[name] ?? null, type))
        ? []
        : [name],
    );
  }

  async destroy(): Promise<void> {
    const { typeName } = this.#of;
    const state = this.state as Values;
    expect(await this.#client.apply(typeName, state, null)).toBeNull();
    if (!staysAfterDestroy.includes(typeName)) expect(await this.#client.read(typeName, state)).toBeNull();
  }
}

/** The arguments that are left out of the blocks that are there. */
function leftOut({ attributes, blocks }: Block, config: Values, within = ""): string[] {
  const optional = Object.entries(attributes).filter(([, { optional, computed }]) => optional && !computed);
  return [
    ...optional.map(([name]) => name).filter((name) => (config[name] ?? null) === null),
    ...Object.entries(blocks).flatMap(([name, block]) => {
      const [given] = [config[name] ?? []].flat() as Values[];
      return given === undefined ? [] : leftOut(block, given, name).map((path) => `${name}.${path}`);
    }),
  ].filter((path) => within !== "" || path !== "tags");
}

/** What an argument has that is left out. */
function expectDefaults({ typeName, block }: Generated, config: Values, state: Values): void {
  const found = leftOut(block, config).map((path) => [path, valueAt(state, path)]);
  const expected = found.map(([path]) => [path, defaultOf(typeName, String(path))]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
}

describe.each(modelled.map((of) => [labelOf(of), of] as const))("%s", (_, of) => {
  const { typeName } = of;

  test("takes one argument at a time, which updates or replaces it, and has defaults for the others", async () => {
    let client = await startClient();
    for (const path of argumentsOf(of)) {
      if (staysAfterDestroy.includes(typeName)) client = await startClient();
      const resource = new Resource(client, of);
      const config = withArgument(of, leastOf(of), path, "before");
      expectDefaults(of, config, await resource.apply(config));
      const changed = withArgument(of, config, path, "after");
      if (await resource.planChange(changed, path)) await resource.apply(changed);
      await resource.destroy();
    }
  });

  test("takes the most arguments that may stand together, of which an import finds all that AWS knows", async () => {
    const resource = new Resource(await startClient(), of);
    const paths = mostOf(of);
    const config = configOf(of, paths);
    await resource.apply(config);
    expect(await resource.changesAfterImport(config)).toEqual(onlyInState[typeName] ?? []);
    let changed = config;
    for (const path of paths) {
      const inPlace = await resource.planChange(withArgument(of, config, path, "after"), path);
      if (inPlace) changed = withArgument(of, changed, path, "after");
    }
    await resource.apply(changed);
    await resource.destroy();
  });
});

describe.each(modelled.filter(({ typeName }) => typeName === firehose).map((of) => [labelOf(of), of] as const))(
  "%s",
  (_, of) => {
    test("is replaced for a block that is added where the real provider replaces it", async () => {
      const resource = new Resource(await startClient(), of);
      const least = leastOf(of);
      await resource.apply(least);
      const added = new Map(
        argumentsOf(of).flatMap((path) => {
          const block = path.split(".").slice(0, -1).join(".");
          return block === "" || isGiven(valueAt(least, block)) ? [] : [[block, path] as const];
        }),
      );
      expect(added.size).toBeGreaterThan(3);
      for (const [block, path] of added) {
        const names = await resource.replacedBy(withArgument(of, least, path, "before"));
        expect({ block, names }).toEqual({ block, names: replacesWhenAdded(block) ? [block.split(".")[0]] : [] });
      }
    });
  },
);

test.each(conflicts)("%s refuses %s beside %s", async (typeName, first, ...others) => {
  const client = await startClient();
  const [destination] = /^([^.]*)_configuration\./.exec(first ?? "")?.slice(1) ?? [];
  const of = modelled.find(
    (each) => each.typeName === typeName && (typeName !== firehose || each.destination === (destination ?? "splunk")),
  ) as Generated;
  const paths = argumentsOf(of);
  const within = (name = "") => paths.find((path) => path === name || path.startsWith(`${name}.`)) as string;
  for (const other of others) {
    const config = [within(first), within(other)].reduce(
      (values, path) => withArgument(of, values, path, "before"),
      leastOf(of),
    );
    const errors = (await client.validate(typeName, config)).filter((each) => each.severity === severity.error);
    expect(errors.map(({ summary }) => summary)).toContainEqual(expect.stringContaining("conflicts with"));
  }
});
