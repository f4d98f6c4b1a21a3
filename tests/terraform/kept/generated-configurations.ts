import type { KeptType } from "../../../terraform/src/kept/kept-type.ts";
import { prefixedNames } from "../../../terraform/src/kept/prefixed-names.ts";
import { curatedTypes } from "../../../terraform/src/kept/type-catalog.ts";
import type { Value, Values } from "../../../terraform/src/protocol/types.ts";
import { type Block, emptyValues } from "../../../terraform/src/schema/schema.ts";
import { sampleOf } from "../protocol-client.ts";

/** The types that are kept, each with its entry. */
export const kept: { typeName: string; block: Block; kept: KeptType }[] = Object.entries(
  curatedTypes.resources,
).flatMap(([typeName, { block, kept }]) => (kept ? [{ typeName, block, kept }] : []));

/** Arguments of the provider, not of the type. */
const ofTheProvider = ["region", "id", "tags_all", "timeouts"];

/** The arguments and blocks that a configuration may have. */
export function argumentsOf(block: Block): string[] {
  return namesIn(block).filter((name) => !ofTheProvider.includes(name));
}

function namesIn({ attributes, blocks }: Block): string[] {
  const given = Object.entries(attributes).filter(([, { required, optional }]) => required || optional);
  return [...given.map(([name]) => name), ...Object.keys(blocks)];
}

function isRequired({ attributes, blocks }: Block, name: string): boolean {
  return attributes[name]?.required === true || (blocks[name]?.min ?? 0) > 0;
}

/** A value of an argument, with all that its blocks take. */
function sampleArgument({ attributes, blocks }: Block, name: string, variant: number): Value {
  const attribute = attributes[name];
  if (attribute) return sampleOf(attribute.type, variant);
  const block = blocks[name] as Block & { nesting: string };
  const names = namesIn(block);
  const item: Values = {
    ...emptyValues(block),
    ...Object.fromEntries(names.map((of) => [of, sampleArgument(block, of, variant)])),
  };
  return block.nesting === "single" ? item : [item];
}

export function groupsOf({ conflicts = [], exactlyOneOf = [] }: KeptType, block: Block): (readonly string[])[] {
  return [...prefixedNames(block), ...conflicts, ...exactlyOneOf];
}

/** Of the names, the first ones that may stand together. */
function withoutConflicts(block: Block, entry: KeptType, names: readonly string[]): string[] {
  const chosen: string[] = [];
  for (const name of names) {
    const isIn = (group: readonly string[]): boolean => group.includes(name) && group.some((of) => chosen.includes(of));
    if (!chosen.includes(name) && !groupsOf(entry, block).some(isIn)) chosen.push(name);
  }
  return chosen;
}

export function configOf(
  block: Block,
  names: readonly string[],
  variants: Readonly<Record<string, number>> = {},
): Values {
  return {
    ...emptyValues(block),
    ...Object.fromEntries(names.map((name) => [name, sampleArgument(block, name, variants[name] ?? 1)])),
  };
}

/** A name, and the least that a type asks for: what is required, and one of each group of which one must be given. */
export function leastOf(block: Block, entry: KeptType, name?: string): string[] {
  const required = argumentsOf(block).filter((of) => isRequired(block, of));
  const first = name === undefined ? [] : [name];
  return withoutConflicts(block, entry, [...first, ...required, ...(entry.exactlyOneOf ?? []).flat()]);
}

/** All arguments of a type that may stand together. */
export function mostOf(block: Block, entry: KeptType): string[] {
  return withoutConflicts(block, entry, [...leastOf(block, entry), ...argumentsOf(block)]);
}
