import type { Value, Values } from "../../../terraform/src/protocol/types.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";
import { type Block, emptyValues, type NestedBlock, resourceSchemas } from "../../../terraform/src/schema/schema.ts";
import { changeOf, sampleOf } from "./argument-samples.ts";
import { conflicts } from "./real-provider.ts";

export const firehose = "aws_kinesis_firehose_delivery_stream";

/** Attributes that may be written, and whose value the service makes. */
const ofTheService = /^(id|arn|tags_all|destination_id|version_id)$/;

/** What a configuration is generated for: a type, and for one with alternatives the one that is taken. */
export interface Generated {
  readonly typeName: string;
  readonly block: Block;
  /** The destination of a Firehose stream. */
  readonly destination?: string;
}

const firehoseDestinations = Object.keys((resourceSchemas[firehose] as Block).blocks).flatMap((block) =>
  /_source_configuration$/.test(block) ? [] : (/^(.*)_configuration$/.exec(block)?.[1] ?? []),
);

/** The modelled types, and a Firehose stream once for each destination. */
export const modelled: readonly Generated[] = Object.keys(resourceTypes).flatMap((typeName): Generated[] => {
  const block = resourceSchemas[typeName] as Block;
  return typeName === firehose
    ? firehoseDestinations.map((destination) => ({ typeName, block, destination }))
    : [{ typeName, block }];
});

export function labelOf({ typeName, destination }: Generated): string {
  return destination === undefined ? typeName : `${typeName} to ${destination}`;
}

/** The paths of the arguments that a configuration may have, also within blocks. */
export function argumentsOf(of: Generated): string[] {
  return pathsIn(of, of.block, "");
}

function pathsIn(of: Generated, { attributes, blocks }: Block, within: string): string[] {
  const given = Object.entries(attributes).filter(([, { required, optional }]) => required || optional);
  return [
    ...given.map(([name]) => name).filter((name) => within !== "" || !ofTheService.test(name)),
    ...Object.entries(blocks).flatMap(([name, block]) =>
      within === "" && !isBlockOf(of, name) ? [] : pathsIn(of, block, name).map((path) => `${name}.${path}`),
    ),
  ];
}

/** Not the block of another destination. */
function isBlockOf({ destination }: Generated, name: string): boolean {
  const [, other] = /^(.*)_configuration$/.exec(name) ?? [];
  return destination === undefined || other === destination || !firehoseDestinations.includes(other ?? "");
}

/** The smallest configuration that is valid. */
export function leastOf(of: Generated): Values {
  return { ...leastBlock(of, of.block, ""), ...needed(of) };
}

/** What a type asks for and its schema does not say. */
function needed(of: Generated): Values {
  const { typeName, block, destination = "" } = of;
  switch (typeName) {
    case "aws_kinesis_stream":
      return { shard_count: 1 };
    case "aws_iam_policy_attachment":
      return changeOf(typeName, "roles", attributeAt(block, "roles"))[0];
    case firehose: {
      const name = `${destination}_configuration`;
      return { destination, [name]: [leastBlock(of, block.blocks[name] as Block, `${name}.`)] };
    }
    default:
      return {};
  }
}

function leastBlock(of: Generated, schema: Block, within: string): Values {
  const required = Object.entries(schema.attributes).filter(([, { required }]) => required);
  const nested = Object.entries(schema.blocks).filter(([, { min }]) => min > 0);
  return Object.assign(
    { ...emptyValues(schema) },
    ...required.map(([name, { type }]) => changeOf(of.typeName, `${within}${name}`, type)[0]),
    ...nested.map(([name, block]) => ({ [name]: wrapped(block, leastBlock(of, block, `${within}${name}.`)) })),
  );
}

function wrapped({ nesting }: NestedBlock, values: Values): Value {
  return nesting === "single" ? values : [values];
}

/** A configuration with an argument as it is before its change, or after it. */
export function withArgument(of: Generated, config: Values, path: string, when: "before" | "after"): Values {
  const index = when === "before" ? 0 : 1;
  const change =
    of.destination !== undefined && path === "destination"
      ? {
          destination:
            [of.destination, firehoseDestinations.find((other) => other !== of.destination) ?? ""][index] ?? "",
        }
      : changeOf(of.typeName, path, attributeAt(of.block, path))[index];
  const around = sampleOf(of.typeName, path).around?.[index] ?? {};
  const changed = { ...inBlock(of, of.block, config, path.split("."), "", change), ...around };
  if (of.typeName !== firehose) return changed;
  // Another destination has a block of its own.
  const block = `${String(changed.destination)}_configuration`;
  const isThere = (changed[block] as readonly Value[]).length > 0;
  return isThere ? changed : { ...changed, [block]: [leastBlock(of, of.block.blocks[block] as Block, `${block}.`)] };
}

function inBlock(
  of: Generated,
  schema: Block,
  values: Values,
  [name = "", ...inner]: readonly string[],
  within: string,
  change: Values,
): Values {
  const block = schema.blocks[name];
  if (!block) return { ...values, ...change };
  const given = values[name] ?? null;
  const item = (Array.isArray(given) ? given[0] : given) ?? leastBlock(of, block, `${within}${name}.`);
  const changed = inBlock(of, block, item as Values, inner, `${within}${name}.`, change);
  return { ...values, [name]: wrapped(block, changed) };
}

function attributeAt(schema: Block, path: string): Block["attributes"][string]["type"] {
  const names = path.split(".");
  const name = names.pop() as string;
  const block = names.reduce((within, inner) => within.blocks[inner] as Block, schema);
  const attribute = block.attributes[name];
  if (!attribute) throw new Error(`no argument ${path}`);
  return attribute.type;
}

/** The most arguments that may stand together. */
export function mostOf(of: Generated): string[] {
  const groups = conflicts.filter(([typeName]) => typeName === of.typeName).map(([, ...paths]) => paths);
  const isUnder = (path: string, group: string): boolean => path === group || path.startsWith(`${group}.`);
  const paths = argumentsOf(of);
  const left = groups.flatMap((group) =>
    group.filter((member) => paths.some((path) => isUnder(path, member))).slice(1),
  );
  return paths.filter((path) => !left.some((member) => isUnder(path, member)));
}

/** Each argument as it is before its change. */
export function configOf(of: Generated, paths: readonly string[]): Values {
  return paths.reduce((config, path) => withArgument(of, config, path, "before"), leastOf(of));
}
