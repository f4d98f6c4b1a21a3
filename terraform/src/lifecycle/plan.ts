import { isGiven, isObject, same, unknown, type Value, type Values, withoutNulls } from "../protocol/types.ts";
import type { Configuration } from "../provider-configuration.ts";
import { sameDocument } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource.ts";
import { allTags } from "../resource-type/tags.ts";
import type { Block } from "../schema/schema.ts";

interface Change {
  /** `null`: there is none yet. */
  readonly prior: Values | null;
  /** What Terraform makes of the configuration and the state before. */
  readonly proposed: Values;
  readonly config: Values;
}

/** What a resource will be, as far as it can be told, and the arguments that make it a new one. */
export function plan(
  type: ResourceType,
  block: Block,
  { prior, proposed, config }: Change,
  { region, defaultTags }: Configuration,
): { planned: Values; replacedBy: string[] } {
  const { attributes } = block;
  const planned: Record<string, Value> = { ...(prior ? proposed : withUnknowns(block, proposed)) };
  for (const [name, { type: of }] of Object.entries(attributes)) {
    const value = planned[name];
    if (of.kind === "map" && isObject(value)) planned[name] = withoutNulls(value as Values);
  }
  for (const [name, value] of Object.entries(type.defaults ?? {})) {
    if (config[name] === null) planned[name] = value;
  }
  if (attributes.region) planned.region = config.region ?? region ?? unknown;
  if (attributes.tags_all) planned.tags_all = allTags(planned.tags ?? null, defaultTags);
  for (const name of type.documents ?? []) {
    const [before, after] = [prior?.[name], planned[name]];
    if (typeof before === "string" && typeof after === "string" && sameDocument(before, after)) planned[name] = before;
  }
  Object.assign(planned, type.complete?.(planned, prior));
  for (const [name, before] of Object.entries(prior ?? {})) {
    // Which of both ways to say nothing was written makes no difference to the real provider.
    if (!isGiven(before) && !isGiven(planned[name])) planned[name] = before;
  }
  const members = block.type.kind === "object" ? block.type.members : {};
  const changed = (name: string): boolean => {
    const member = members[name];
    return prior !== null && member !== undefined && !same(prior[name] ?? null, planned[name] ?? null, member);
  };
  return { planned, replacedBy: ["region", ...type.replacedBy].filter(changed) };
}

/** What the provider fills in is unknown in the plan. */
function withUnknowns({ attributes, blocks }: Block, values: Values): Values {
  const filled: Record<string, Value> = { ...values };
  for (const [name, { computed }] of Object.entries(attributes)) {
    if (computed && values[name] === null) filled[name] = unknown;
  }
  for (const [name, block] of Object.entries(blocks)) {
    const value = values[name];
    if (Array.isArray(value))
      filled[name] = value.map((item) => (isObject(item) ? withUnknowns(block, item as Values) : item));
    else if (isObject(value)) filled[name] = withUnknowns(block, value as Values);
  }
  return filled;
}
