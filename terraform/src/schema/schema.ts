import { mapValues, mapValuesLazily } from "../map-values.ts";
import type { Type, Values } from "../protocol/types.ts";
import { readType } from "./read-type.ts";
import type { BlockInFile, SchemaFile } from "./schema-file.ts";
import file from "./schemas.json" with { type: "json" };

export interface Attribute {
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  /** Is it sent and never kept? */
  readonly writeOnly: boolean;
  /** The version of the real provider that is known not to have it. */
  readonly notIn?: string | undefined;
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
  /** The version of the real provider that is known not to have it. */
  readonly notIn?: string | undefined;
}

/** Reads a block of a file of schemas. */
export function readBlock({ notIn, attributes = {}, blocks = {} }: BlockInFile): Block {
  const read = {
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, readAttribute(name, text)])),
    blocks: mapValues(blocks, readNestedBlock),
  };
  const members: Record<string, Type> = {
    ...mapValues(read.attributes, ({ type }) => type),
    ...mapValues(read.blocks, ({ type, nesting }): Type => (nesting === "single" ? type : { kind: nesting, of: type })),
  };
  return { ...read, notIn, type: { kind: "object", members } };
}

function readNestedBlock(block: BlockInFile): NestedBlock {
  const { nesting, min = 0, max = 0 } = block;
  return { ...readBlock(block), nesting: nesting as Nesting, min, max };
}

const notInFlag = "not-in-";

/** The real provider's names of arguments that are sent and never kept. */
const writeOnlyName = /_wo$/;

function readAttribute(name: string, text: string): Attribute {
  const words = text.split(" ");
  return {
    type: readType(words.at(-1) as string),
    required: words.includes("required"),
    optional: words.includes("optional"),
    computed: words.includes("computed"),
    sensitive: words.includes("sensitive"),
    writeOnly: writeOnlyName.test(name) && words.includes("optional"),
    notIn: words.find((word) => word.startsWith(notInFlag))?.slice(notInFlag.length),
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
/** By type. Each is read when it is first asked for. */
export const resourceSchemas: Readonly<Record<string, Block>> = mapValuesLazily(schemas.resources, (block) =>
  readBlock(block),
);
export const dataSourceSchemas: Readonly<Record<string, Block>> = mapValuesLazily(schemas.dataSources, (block) =>
  readBlock(block),
);
