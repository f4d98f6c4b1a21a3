import { isObject } from "@log-destinations/core/service";
import { isGiven, sameValue, unknown, type Value, type Values, withoutNulls } from "../protocol/types.ts";
import type { ProviderConfiguration } from "../provider-configuration.ts";
import { changeAt } from "../resource-type/paths.ts";
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
  for (const [name, before] of Object.entries(prior ?? {})) {
    // Null and empty are the same to the real provider: a change from one to the other is none. [F237]
    if (!isGiven(before) && !isGiven(planned[name])) planned[name] = before;
  }
  const members = block.type.kind === "object" ? block.type.members : {};
  const isChanged = (name: string): boolean => {
    const member = members[name];
    return prior !== null && member !== undefined && !sameValue(prior[name] ?? null, planned[name] ?? null, member);
  };
  return { planned, requiresReplace: ["region", ...type.requiresReplace].filter(isChanged) };
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
