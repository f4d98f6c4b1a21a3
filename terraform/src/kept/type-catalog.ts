import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { mapValuesLazily } from "../map-values.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { resourceTypes } from "../resources/resources.ts";
import { type Block, dataSourceSchemas, readBlock, resourceSchemas } from "../schema/schema.ts";
import type { SchemaFile } from "../schema/schema-file.ts";
import { keptResource } from "./kept-resource.ts";
import type { KeptType } from "./kept-type.ts";
import { keptTypes, unreadType } from "./kept-types.ts";

export interface CataloguedType {
  readonly type: ResourceType;
  readonly block: Block;
  /** The entry of a type whose resources nothing stands behind; `undefined` for one that is modelled. */
  readonly kept: KeptType | undefined;
}

/** The types that the provider has. */
export interface TypeCatalog {
  readonly resources: Readonly<Record<string, CataloguedType>>;
  readonly dataSources: Readonly<Record<string, Block>>;
}

/** The types of `schemas.json`. */
export const curatedTypes: TypeCatalog = {
  resources: mapValuesLazily(resourceSchemas, (block, typeName) => catalogued(typeName, block)),
  dataSources: dataSourceSchemas,
};

function catalogued(typeName: string, block: Block): CataloguedType {
  const modelled = resourceTypes[typeName];
  if (modelled) return { type: modelled, block, kept: undefined };
  const kept = keptTypes[typeName] ?? unreadType(typeName, block);
  return { type: keptResource(typeName, kept, block), block, kept };
}

/** All types of the AWS provider. Those that are not in `schemas.json` are replaced by no change. */
export async function allTypes(): Promise<TypeCatalog> {
  const { default: file } = await import("../schema/other-schemas.json", { with: { type: "json" } });
  const { resources, dataSources } = JSON.parse(gunzipSync(Buffer.from(file.gzip, "base64")).toString()) as Pick<
    SchemaFile,
    "resources" | "dataSources"
  >;
  const others = mapValuesLazily(resources, (inFile, typeName): CataloguedType => {
    const block = readBlock(inFile);
    const kept: KeptType = { ...unreadType(typeName, block), requiresReplace: [] };
    return { type: keptResource(typeName, kept, block), block, kept };
  });
  return {
    resources: joined(others, curatedTypes.resources),
    dataSources: joined(
      mapValuesLazily(dataSources, (inFile) => readBlock(inFile)),
      curatedTypes.dataSources,
    ),
  };
}

/** Both records as one, of which nothing is read yet. */
function joined<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(a), ...Object.getOwnPropertyDescriptors(b) },
  );
}
