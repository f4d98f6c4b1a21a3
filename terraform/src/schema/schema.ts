import { Buffer } from "node:buffer";
import type { BlockMessage, SchemaMessage } from "../protocol/messages.ts";
import type { Type, Values } from "../protocol/types.ts";
import type { WrittenBlock, WrittenSchemas } from "./schema-file.ts";
import written from "./schemas.json" with { type: "json" };

export interface Attribute {
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
}

type Nesting = keyof typeof nestings;

/** A block that stands in another. */
export interface NestedBlock extends Block {
  readonly nesting: Nesting;
  readonly min: number;
  /** 0: any number. */
  readonly max: number;
}

export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
  /** The type of its values. */
  readonly type: Type;
}

/** The numbers by which the protocol knows them. */
const nestings = { single: 1, list: 2, set: 3 } as const;

function readBlock({ attributes = {}, blocks = {} }: WrittenBlock): Block {
  const read = {
    attributes: mapValues(attributes, readAttribute),
    blocks: mapValues(blocks, readNestedBlock),
  };
  const members: Record<string, Type> = {
    ...mapValues(read.attributes, ({ type }) => type),
    ...mapValues(read.blocks, ({ type, nesting }): Type => (nesting === "single" ? type : { kind: nesting, of: type })),
  };
  return { ...read, type: { kind: "object", members } };
}

function readNestedBlock(block: WrittenBlock): NestedBlock {
  const { nesting, min = 0, max = 0 } = block;
  return { ...readBlock(block), nesting: nesting as Nesting, min, max };
}

function readAttribute(text: string): Attribute {
  const words = text.split(" ");
  const [, kind, of] = /^(list|set|map)\((\w+)\)$/.exec(words.at(-1) ?? "") ?? [];
  const simple = (of ?? words.at(-1)) as "string" | "number" | "bool";
  return {
    type: kind === undefined ? { kind: simple } : { kind: kind as "list" | "set" | "map", of: { kind: simple } },
    required: words.includes("required"),
    optional: words.includes("optional"),
    computed: words.includes("computed"),
    sensitive: words.includes("sensitive"),
  };
}

/** A value of the block in which nothing is given. */
export function emptyValues({ attributes, blocks }: Block): Values {
  return {
    ...mapValues(attributes, () => null),
    ...mapValues(blocks, ({ nesting }) => (nesting === "single" ? null : [])),
  };
}

/**
 * Far above any of the real provider's: a state that was written here is refused by it as written by a newer provider,
 * so that it never takes the real resources of the same name for those.
 */
export const schemaVersion: number = 2 ** 31 - 1;

/** A schema in the words of the protocol. */
export function toMessage(block: Block): SchemaMessage {
  return { version: schemaVersion, block: blockMessage(block) };
}

function blockMessage({ attributes, blocks }: Block): BlockMessage {
  return {
    attributes: Object.entries(attributes).map(([name, { type, ...attribute }]) => ({
      ...attribute,
      name,
      type: Buffer.from(JSON.stringify(typeMessage(type))),
    })),
    blockTypes: Object.entries(blocks).map(([typeName, block]) => ({
      typeName,
      block: blockMessage(block),
      nesting: nestings[block.nesting],
      minItems: block.min,
      maxItems: block.max,
    })),
  };
}

function typeMessage(type: Type): unknown {
  return "of" in type ? [type.kind, typeMessage(type.of)] : type.kind;
}

export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}

const schemas: WrittenSchemas = written;

export const providerSchema: Block = readBlock(schemas.provider);
export const resourceSchemas: Readonly<Record<string, Block>> = mapValues(schemas.resources, readBlock);
export const dataSourceSchemas: Readonly<Record<string, Block>> = mapValues(schemas.dataSources, readBlock);
