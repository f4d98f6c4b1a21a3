import { mapValues } from "../map-values.ts";
import type { Type, Values } from "../protocol/types.ts";
import type { BlockInFile, SchemaFile } from "./schema-file.ts";
import file from "./schemas.json" with { type: "json" };

export interface Attribute {
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
}

/** Terraform's ways of nesting a block. */
export type Nesting = "single" | "list" | "set";

/** A block within another. */
export interface NestedBlock extends Block {
  readonly nesting: Nesting;
  readonly min: number;
  /** 0 for any number. */
  readonly max: number;
}

export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
  /** The object type of its values. */
  readonly type: Type;
}

function readBlock({ attributes = {}, blocks = {} }: BlockInFile): Block {
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

function readNestedBlock(block: BlockInFile): NestedBlock {
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

/** The values of a block in which nothing is given. */
export function emptyValues({ attributes, blocks }: Block): Values {
  return {
    ...mapValues(attributes, () => null),
    ...mapValues(blocks, ({ nesting }) => (nesting === "single" ? null : [])),
  };
}

const schemas: SchemaFile = file;

export const providerSchema: Block = readBlock(schemas.provider);
export const resourceSchemas: Readonly<Record<string, Block>> = mapValues(schemas.resources, readBlock);
export const dataSourceSchemas: Readonly<Record<string, Block>> = mapValues(schemas.dataSources, readBlock);
