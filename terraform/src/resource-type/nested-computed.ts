import type { ResourceContext } from "../context.ts";
import { unknown, type Values } from "../protocol/types.ts";
import { changeAt } from "./paths.ts";
import type { ResourceType } from "./resource-type.ts";

/** The state of a resource, with what the real provider fills in within its blocks. */
export function withNestedComputed(
  { nestedComputed = {} }: Pick<ResourceType, "nestedComputed">,
  context: ResourceContext,
  state: Values,
): Values {
  return Object.entries(nestedComputed).reduce(
    (filled, [path, compute]) =>
      changeAt(filled, path, (value, block) => (value === null || value === unknown ? compute(context, block) : value)),
    state,
  );
}
