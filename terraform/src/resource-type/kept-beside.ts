import type { ResourceContext } from "../context.ts";
import type { KeptKey } from "../kept/kept-resources.ts";
import { isGiven, type Value, type Values } from "../protocol/types.ts";
import type { Block } from "../schema/schema.ts";
import type { ResourceType } from "./resource-type.ts";
import { tagAttributes } from "./tags.ts";

/** A resource of a modelled type. */
interface Beside {
  readonly typeName: string;
  readonly type: ResourceType;
  readonly block: Block;
  readonly context: ResourceContext;
}

/** Keeps what AWS knows of a resource and the local service does not. */
export function keepBeside(resource: Beside, state: Values): void {
  const { type, context } = resource;
  const beside: Values = Object.fromEntries((type.keptBeside ?? []).map((name) => [name, state[name] ?? null]));
  const key = keyOf(resource, state);
  if (Object.values(beside).some((value) => isGiven(value) && value !== false)) context.kept.put(key, beside);
  else context.kept.delete(key);
}

/** A resource as it was seen last, with what is kept of it now. */
export function withKeptBeside(resource: Beside, state: Values): Values {
  const { type, context } = resource;
  const found = type.keptBeside && context.kept.find(keyOf(resource, state));
  if (!found) return state;
  const tags = (found.tags_all ?? {}) as Readonly<Record<string, string>>;
  return { ...state, ...found, ...("tags_all" in found && tagAttributes(context, state, tags)) };
}

/** What is kept of a resource, by its id and name, for a data source. The Region of a type without one is empty. */
export function findKeptBeside(
  { kept, account, region: ofContext }: ResourceContext,
  {
    type,
    id,
    name,
    region = ofContext,
  }: Omit<KeptKey, "account" | "region"> & { readonly name: string; readonly region?: string },
): Values {
  return kept.find({ type, account, region, id: idOf(id, name) }) ?? {};
}

export function forgetBeside(resource: Beside, state: Values): void {
  if (resource.type.keptBeside) resource.context.kept.delete(keyOf(resource, state));
}

/** The id of some types is not theirs alone; with the name it is. */
function keyOf({ typeName, type, block, context }: Beside, state: Values): KeptKey {
  return {
    type: typeName,
    account: context.account,
    region: block.attributes.region ? context.region : "",
    id: idOf(state.id, state[type.nameAttribute]),
  };
}

function idOf(id: Value | undefined, name: Value | undefined): string {
  return JSON.stringify([id, name]);
}
