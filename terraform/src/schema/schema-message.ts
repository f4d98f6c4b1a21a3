import { Buffer } from "node:buffer";
import { deprecatedArguments } from "../data-sources/deprecated-arguments.ts";
import { functions } from "../functions.ts";
import { mapValues } from "../map-values.ts";
import { encodeResponse } from "../protocol/encode-response.ts";
import type { BlockMessage, FunctionMessage, SchemaMessage } from "../protocol/messages.ts";
import type { Type } from "../protocol/types.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { type Block, type Nesting, providerSchema } from "./schema.ts";

/**
 * The version of every resource's schema, far above any of the real provider's. The real provider therefore refuses a
 * state that was written here as written by a newer provider, and never takes its resources for real ones. [F254]
 */
export const schemaVersion: number = 2 ** 31 - 1;

interface ProviderTypes {
  readonly resources: Readonly<
    Record<string, { readonly block: Block; readonly type: Pick<ResourceType, "deprecated"> }>
  >;
  readonly dataSources: Readonly<Record<string, Block>>;
}

/** The answer to `GetProviderSchema`, which is the same for every terraform. */
export function encodeSchemas({ resources, dataSources }: ProviderTypes): Uint8Array {
  return encodeResponse("GetProviderSchema", {
    provider: schemaMessage(providerSchema),
    resourceSchemas: mapValues(resources, ({ block, type }) => schemaMessage(block, type.deprecated)),
    dataSourceSchemas: mapValues(dataSources, (block, name) => schemaMessage(block, deprecatedArguments[name])),
    // Without it, terraform asks ten times as often. [F247]
    serverCapabilities: { getProviderSchemaOptional: true },
    functions: functionMessages,
  });
}

/** The answer to `GetFunctions`. */
export const functionMessages: Readonly<Record<string, FunctionMessage>> = mapValues(
  functions,
  ({ parameters, returns, summary }) => ({
    parameters: Object.entries(parameters).map(([name, description]) => {
      return { name, description, type: encodeType({ kind: "string" }) };
    }),
    return: { type: encodeType(returns) },
    summary,
  }),
);

/** @param deprecated the arguments at the top that are. Terraform 1.15 warns of a reference to one, too. */
function schemaMessage(block: Block, deprecated: Readonly<Record<string, string>> = {}): SchemaMessage {
  const { attributes, blockTypes, ...rest } = blockMessage(block);
  return {
    version: schemaVersion,
    block: {
      ...rest,
      attributes: attributes.map((attribute) => ({ ...attribute, deprecated: attribute.name in deprecated })),
      blockTypes: blockTypes.map((nested) => {
        return { ...nested, block: { ...nested.block, deprecated: nested.typeName in deprecated } };
      }),
    },
  };
}

/** The numbers of the protocol for the ways in which blocks are nested. */
const nestingNumbers: Readonly<Record<Nesting, number>> = { single: 1, list: 2, set: 3 };

function blockMessage({ attributes, blocks }: Block): BlockMessage {
  return {
    attributes: Object.entries(attributes).map(([name, { type, notIn: _, ...attribute }]) => ({
      ...attribute,
      name,
      type: encodeType(type),
      deprecated: false,
    })),
    blockTypes: Object.entries(blocks).map(([typeName, block]) => ({
      typeName,
      block: blockMessage(block),
      nesting: nestingNumbers[block.nesting],
      minItems: block.min,
      maxItems: block.max,
    })),
    deprecated: false,
  };
}

function encodeType(type: Type): Uint8Array {
  return Buffer.from(JSON.stringify(typeMessage(type)));
}

function typeMessage(type: Type): unknown {
  if ("of" in type) return [type.kind, typeMessage(type.of)];
  return type.kind === "object" ? ["object", mapValues(type.members, typeMessage)] : type.kind;
}
