import { isObject } from "@log-destinations/core/service";
import { isGiven, unknown, type Value, type Values, withoutNulls } from "../protocol/types.ts";
import type { ProviderConfiguration } from "../provider-configuration.ts";
import { type ArgumentPath, changeAt, differAt, placesAt } from "../resource-type/paths.ts";
import { keepEarlierJson, withJsonInForm } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { allTags, plannedTags } from "../resource-type/tags.ts";
import type { Block } from "../schema/schema.ts";

interface ProposedChange {
  /** `null` for a resource to be created. */
  readonly prior: Values | null;
  /** Terraform's merge of the configuration and the prior state. */
  readonly proposed: Values;
  readonly config: Values;
}

interface PlannedChange {
  readonly planned: Values;
  /** The arguments whose change replaces the resource. */
  readonly requiresReplace: string[];
}

/** Plans a resource from its configuration: defaults, computed values and what is the same written another way. */
export function planResource(
  type: ResourceType,
  block: Block,
  { prior, proposed, config }: ProposedChange,
  provider: ProviderConfiguration,
): PlannedChange {
  const { attributes } = block;
  const planned: Record<string, Value> = { ...(prior ? proposed : withComputedUnknown(block, proposed)) };
  for (const [name, { type: of }] of Object.entries(attributes)) {
    const value = planned[name];
    if (of.kind === "map" && isObject(value)) planned[name] = withoutNulls(value as Values);
  }
  if (attributes.tags) planned.tags = plannedTags(config.tags ?? null, prior?.tags ?? null);
  for (const [name, value] of Object.entries(type.defaults ?? {})) {
    if (config[name] === null) planned[name] = value;
  }
  if (attributes.region) planned.region = config.region ?? provider.region ?? unknown;
  if (attributes.tags_all) planned.tags_all = allTags(planned.tags ?? null, provider);
  for (const [path, value] of Object.entries(type.nestedDefaults ?? {})) {
    Object.assign(
      planned,
      changeAt(planned, path, (given) => given ?? value),
    );
  }
  Object.assign(planned, keepEarlierJson(type, block, withJsonInForm(type, planned), prior ?? {}));
  Object.assign(planned, type.modifyPlan?.(planned, prior));
  Object.assign(planned, withBlocksLeftOut(type, block, planned, prior ?? {}));
  for (const [name, before] of Object.entries(prior ?? {})) {
    // Null and empty are the same to the real provider: a change from one to the other is none. [F237]
    if (!isGiven(before) && !isGiven(planned[name])) planned[name] = before;
  }
  const isChanged = (path: ArgumentPath): boolean => prior !== null && differAt(path, block, prior, planned);
  const changed = ["region", ...type.requiresReplace].filter(isChanged).map((path) => path.split(".")[0] as string);
  return { planned, requiresReplace: [...new Set(changed)] };
}

/** Blocks that are left out: as in the state, or as the real provider's state has them. */
function withBlocksLeftOut(
  { blocksLeftOut = {} }: ResourceType,
  schema: Block,
  planned: Values,
  prior: Values,
): Values {
  return Object.entries(blocksLeftOut).reduce((changed, [path, values]) => {
    const earlier = placesAt(prior, path, schema).map(({ value }) => value);
    return changeAt(changed, path, (given) => {
      const before = earlier.shift();
      if (isGiven(given)) return given;
      return before !== undefined && isGiven(before) ? before : [values];
    });
  }, planned);
}

/** Computed attributes that are not given are unknown until the resource is created. */
function withComputedUnknown({ attributes, blocks }: Block, values: Values): Values {
  const filled: Record<string, Value> = { ...values };
  for (const [name, { computed }] of Object.entries(attributes)) {
    if (computed && values[name] === null) filled[name] = unknown;
  }
  for (const [name, block] of Object.entries(blocks)) {
    const value = values[name];
    const within = (item: Value): Value => (isObject(item) ? withComputedUnknown(block, item as Values) : item);
    if (value !== undefined) filled[name] = Array.isArray(value) ? value.map(within) : within(value);
  }
  return filled;
}
