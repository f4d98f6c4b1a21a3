import { isObject } from "@log-destinations/core/service";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists, DiagnosticError } from "../diagnostics.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import { unknown, type Value, type Values } from "../protocol/types.ts";
import { generatedName, prefixOfGeneratedName } from "../resource-type/name.ts";
import { changeAt } from "../resource-type/paths.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import type { Block } from "../schema/schema.ts";
import { fillComputed, fillForm } from "./fill.ts";
import type { KeptKey } from "./kept-resources.ts";
import type { KeptType } from "./kept-type.ts";
import { prefixedNames } from "./prefixed-names.ts";

/** What a type that is kept does on plan, create, read, update, delete and import. */
export function keptResource(typeName: string, kept: KeptType, block: Block): ResourceType {
  const { attributes } = block;
  /** A type of the newer kind has no `id`: other attributes identify a resource. */
  const idOf = (context: ResourceContext, values: Values): string =>
    attributes.id ? text(values, "id") : String(fillForm(kept.id, values, context));

  /** Two permissions of two functions may have one id: what never changes without a replacement tells them apart. */
  const keyOf = (context: ResourceContext, values: Values): KeptKey => {
    const others = kept.taken === undefined ? kept.requiresReplace.map((name) => values[name] ?? null) : [];
    return {
      type: typeName,
      account: context.account,
      region: attributes.region ? context.region : "",
      id: [idOf(context, values), ...others.map((value) => JSON.stringify(value))].join(" "),
    };
  };

  const fill = (context: ResourceContext, planned: Values): Values => {
    const values: Record<string, Value> = { ...planned, ...generatedNames(block, planned) };
    const isOpen = (name: string): boolean => values[name] === unknown || values[name] === null;
    if (attributes.id && isOpen("id")) values.id = fillForm(kept.id, values, context);
    for (const [name, form] of Object.entries(kept.computed ?? {})) {
      if (isOpen(name)) values[name] = fillForm(form, values, context);
    }
    return fillComputed(block, values, context);
  };

  /** What makes an id its own is read by type; of a type that was not read, an id that is used already gets an addition. */
  const ownOf = (context: ResourceContext, planned: Values): Values => {
    const values = fill(context, planned);
    const identity = ["id", "arn"].find((name) => attributes[name]);
    if (kept.source !== undefined || !identity || !context.kept.find(keyOf(context, values))) return values;
    return fill(context, { ...planned, [identity]: fillForm(`{${identity}}-{hex}`, values, context) });
  };

  return {
    displayName: kept.displayName,
    nameAttribute: kept.nameAttribute,
    modelled: Object.keys({ ...attributes, ...block.blocks }),
    requiresReplace: kept.requiresReplace,

    modifyPlan: (planned) =>
      Object.entries(kept.defaults ?? {}).reduce(
        (changed, [path, value]) => changeAt(changed, path, (given) => given ?? value),
        withoutWriteOnly(block, planned),
      ),

    ...(kept.taken !== undefined && {
      arnOf: (context: ResourceContext, planned: Values) =>
        optionalText(fill(context, planned), "arn") ?? `${typeName} ${idOf(context, fill(context, planned))}`,
    }),

    create(context, planned) {
      const values = ownOf(context, planned);
      const key = keyOf(context, values);
      if (kept.taken !== undefined && context.kept.find(key)) {
        throw new AlreadyExists(
          `creating ${kept.displayName} (${idOf(context, values)}): ${kept.taken}: there is one of this name already`,
        );
      }
      context.kept.put(key, values);
      kept.known?.put(context, values);
      return values;
    },

    read: (context, state) => context.kept.find(keyOf(context, state)),

    update(context, planned) {
      const values = fillComputed(block, planned, context);
      context.kept.put(keyOf(context, planned), values);
      kept.known?.put(context, values);
      return values;
    },

    delete(context, state) {
      context.kept.delete(keyOf(context, state));
      kept.known?.remove(context, state);
    },

    import(context, id) {
      const found = context.kept
        .all(typeName, context.account, context.region)
        .find((values) => idOf(context, values) === id);
      if (found) return found;
      throw new DiagnosticError(
        `${kept.displayName} (${id}) is not in this world, and ${typeName} is a type that is only kept [LD4502]`,
        "It can be imported where a run has made it. Leave the import out for this run; what other resources read of " +
          `it can be declared in the file of --config and read by a data source:\n${importEntry(typeName, id)}`,
      );
    },
  };
}

function importEntry(typeName: string, id: string): string {
  return JSON.stringify({ data: { [typeName]: [{ where: { id }, values: {} }] } });
}

/** The names that are left out and have a prefix beside them. */
function generatedNames(block: Block, planned: Values): Values {
  const generated: Record<string, Value> = {};
  for (const [name, prefix] of prefixedNames(block)) {
    const given = optionalText(planned, name);
    const start = optionalText(planned, prefix) ?? "terraform-";
    generated[name] = given ?? generatedName(start);
    generated[prefix] = given === undefined ? start : prefixOfGeneratedName(given);
  }
  return generated;
}

/** Without what is sent and never kept. */
function withoutWriteOnly({ attributes, blocks }: Block, values: Values): Values {
  const kept: Record<string, Value> = { ...values };
  for (const [name, { writeOnly }] of Object.entries(attributes)) if (writeOnly) kept[name] = null;
  for (const [name, block] of Object.entries(blocks)) {
    const value = values[name];
    const within = (item: Value): Value => (isObject(item) ? withoutWriteOnly(block, item as Values) : item);
    if (value !== undefined) kept[name] = Array.isArray(value) ? value.map(within) : within(value);
  }
  return kept;
}
