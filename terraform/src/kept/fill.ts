import { partitionOf } from "@log-destinations/core";
import { isObject } from "@log-destinations/core/service";
import { mapValues } from "../map-values.ts";
import { type Type, unknown, type Value, type Values } from "../protocol/types.ts";
import type { Block } from "../schema/schema.ts";
import type { Form, Place } from "./kept-type.ts";

const made: Readonly<Record<string, (place: Place) => string>> = {
  partition: ({ partition }) => partition,
  region: ({ region }) => region,
  account: ({ account }) => account,
  dns: ({ region }) => partitionOf(region).dnsSuffix,
  now: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  uuid: () => crypto.randomUUID(),
  hex: () => randomHex(17),
  key: () => `A${randomHex(19).toUpperCase()}`,
};

/** The text or value that a form stands for. An attribute that has no text is left out. */
export function fillForm(form: Form | number | boolean, values: Values, place: Place): Value {
  if (typeof form === "function") return form(values, place);
  if (typeof form !== "string") return form;
  return form.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value === "string" || typeof value === "number") return String(value);
    return made[name]?.(place) ?? "";
  });
}

/**
 * Fills in each computed attribute that is still open, at every depth, by its name and type: a name that says what it is
 * gets a value of that form, every other an empty one. A null would make `"${x.attribute}"` fail, which the real provider
 * does not.
 */
export function fillComputed({ attributes, blocks }: Block, values: Values, place: Place): Values {
  const isOpen = (value: Value | undefined): boolean => value === unknown || value === null || value === undefined;
  const filled: Record<string, Value> = { ...values };
  for (const [name, { computed, type }] of Object.entries(attributes)) {
    if (computed && isOpen(values[name])) filled[name] = plausible(name, type, place);
  }
  for (const [name, block] of Object.entries(blocks)) {
    const within = (item: Value): Value => (isObject(item) ? fillComputed(block, item as Values, place) : item);
    const value = values[name];
    if (Array.isArray(value)) filled[name] = value.map(within);
    else if (value !== undefined) filled[name] = within(value);
  }
  return filled;
}

function plausible(name: string, type: Type, place: Place): Value {
  switch (type.kind) {
    case "string":
      return plausibleText(name, place);
    case "number":
      return 0;
    case "bool":
      return false;
    case "list":
    case "set":
      return [];
    case "map":
      return {};
    case "object":
      return mapValues(type.members, (member) => plausible("", member, place));
  }
}

/** The forms of texts, by the names of the attributes that have them. */
const textForms: readonly (readonly [RegExp, Form])[] = [
  [/(^|_)(owner|owner_id|account_id)$/, "{account}"],
  [/_(at|date|time|timestamp)$|^last_modified$/, "{now}"],
  [/^unique_id$/, "{key}"],
];

function plausibleText(name: string, place: Place): Value {
  const [, form = ""] = textForms.find(([names]) => names.test(name)) ?? [];
  return fillForm(form, {}, place);
}

function randomHex(digits: number): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, digits);
}
