import { isObject } from "@log-destinations/core/service";
import type { AttributePath } from "../protocol/messages.ts";
import { sameValue, unknown, type Value, type Values } from "../protocol/types.ts";
import type { Attribute, Block } from "../schema/schema.ts";

/**
 * The path of an argument within a resource type: the names of the blocks that it is in, and its own, with a dot between.
 * `extended_s3_configuration.role_arn` is that argument in each block of the name.
 */
export type ArgumentPath = string;

/** A value that a path leads to. */
export interface Place {
  readonly value: Value;
  /** The block that holds the argument. */
  readonly block: Values;
  /** As the real provider writes it in messages: `extended_s3_configuration.0.role_arn`. */
  readonly key: string;
  readonly steps: AttributePath["steps"];
  /** The argument's schema; `undefined` for a block. */
  readonly attribute: Attribute | undefined;
}

/** Does a path lead to other values in one than in the other? The order of a set makes no difference. */
export function differAt(path: ArgumentPath, schema: Block, before: Values, after: Values): boolean {
  const [name = "", ...inner] = path.split(".");
  const nested = schema.blocks[name];
  if (!nested || inner.length === 0) {
    const members = schema.type.kind === "object" ? schema.type.members : {};
    const member = members[name];
    return member !== undefined && !sameValue(before[name] ?? null, after[name] ?? null, member);
  }
  const [earlier, later] = [before, after].map((values) => blocksOf(values[name])) as [Values[], Values[]];
  if (earlier.length !== later.length) return true;
  return earlier.some((block, index) => differAt(inner.join("."), nested, block, later[index] as Values));
}

/**
 * The values that a path leads to: each item of a list or set, each value of a map, and a block once, however often it is
 * given. What is null or unknown on the way leads nowhere.
 */
export function placesAt(values: Values, path: ArgumentPath, schema: Block): Place[] {
  const [name = "", ...inner] = path.split(".");
  const value = values[name] ?? null;
  const start = { block: values, key: name, steps: [{ attributeName: name }], attribute: schema.attributes[name] };
  const nested = schema.blocks[name];
  if (nested && inner.length > 0) {
    return blocksOf(value).flatMap((item, index) => {
      const isList = nested.nesting === "list";
      const key = nested.nesting === "single" ? name : `${name}.${index}`;
      // An item of a set has no step of its own.
      const steps = [...start.steps, ...(isList ? [{ elementKeyInt: index }] : [])];
      const places = placesAt(item, inner.join("."), nested);
      return places.map((place) => ({ ...place, key: `${key}.${place.key}`, steps: [...steps, ...place.steps] }));
    });
  }
  if (value === null || value === unknown || nested) return [{ ...start, value }];
  if (Array.isArray(value)) {
    const isList = start.attribute?.type.kind === "list";
    return (value as readonly Value[]).map((item, index) => ({
      ...start,
      value: item,
      key: `${name}.${index}`,
      steps: [...start.steps, ...(isList ? [{ elementKeyInt: index }] : [])],
    }));
  }
  if (isObject(value)) {
    return Object.entries(value as Values).map(([key, item]) => ({
      ...start,
      value: item,
      key: `${name}.${key}`,
      steps: [...start.steps, { elementKeyString: key }],
    }));
  }
  return [{ ...start, value }];
}

/** The values with each argument changed that a path leads to. What is null or unknown on the way stays as it is. */
export function changeAt(values: Values, path: ArgumentPath, change: (value: Value, block: Values) => Value): Values {
  const [name = "", ...inner] = path.split(".");
  const value = values[name] ?? null;
  if (inner.length === 0) return { ...values, [name]: change(value, values) };
  const within = (item: Value): Value => (isBlock(item) ? changeAt(item, inner.join("."), change) : item);
  return { ...values, [name]: Array.isArray(value) ? value.map(within) : within(value) };
}

/** The blocks of a name; none where they are null or not known yet. */
function blocksOf(value: Value | undefined): Values[] {
  const items: readonly Value[] = Array.isArray(value) ? value : [value ?? null];
  return items.filter(isBlock);
}

function isBlock(value: Value): value is Values {
  return isObject(value);
}
