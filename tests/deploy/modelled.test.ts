import { expect, test } from "vitest";
import type { Value, Values } from "../../terraform/src/protocol/types.ts";
import {
  configOf,
  firehose,
  type Generated,
  modelled,
  mostOf,
  withArgument,
} from "../terraform/modelled/generated-configurations.ts";
import { replaces } from "../terraform/modelled/real-provider.ts";
import { makeSampleWorld } from "../terraform/modelled/sample-world.ts";
import { given, region } from "./configuration.ts";
import { describeDeploys, startWorld } from "./world.ts";

/** Several Firehose streams need names of their own. */
function named({ typeName, destination }: Generated, config: Values): Values {
  return typeName === firehose ? { ...config, name: `to-${String(destination)}` } : config;
}

function configuration(configOfEach: (of: Generated) => Values): object {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const of of modelled) {
    const label = of.destination ?? "all";
    resource[of.typeName] = { ...resource[of.typeName], [label]: given(named(of, configOfEach(of)) as Value) };
  }
  return { provider: { aws: { region } }, resource };
}

/** All arguments whose change is an update, changed. */
function updated(of: Generated): Values {
  const paths = mostOf(of);
  const inPlace = paths.filter((path) => !replaces(of.typeName, path));
  return inPlace.reduce((config, path) => withArgument(of, config, path, "after"), configOf(of, paths));
}

describeDeploys("types that are modelled", () => {
  test("each with all that it takes: applied, nothing to change, updated, nothing to change, destroyed", async () => {
    const world = await startWorld();
    await makeSampleWorld(world.local);
    const many = modelled.length;
    world.write(configuration((of) => configOf(of, mostOf(of))));
    expect(await world.apply()).toMatchObject({ errors: [], added: many });
    expect(await world.plan()).toEqual({});
    world.write(configuration(updated));
    expect(await world.apply()).toMatchObject({ errors: [], added: 0, removed: 0 });
    expect(await world.plan()).toEqual({});
    expect(await world.apply("-destroy")).toMatchObject({ errors: [], removed: many });
  }, 120_000);
});
