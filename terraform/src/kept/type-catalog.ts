import type { DiagnosticError } from "../diagnostics.ts";
import { mapValuesLazily } from "../map-values.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { resourceTypes } from "../resources/resources.ts";
import { type Block, dataSourceSchemas, resourceSchemas } from "../schema/schema.ts";
import { keptResource } from "./kept-resource.ts";
import type { KeptType } from "./kept-type.ts";
import { keptTypes, unreadType } from "./kept-types.ts";
import { refusedTypes } from "./refused-types.ts";

export interface CataloguedType {
  readonly type: ResourceType;
  readonly block: Block;
  /** The entry of a type whose resources nothing stands behind; `undefined` for one that is modelled. */
  readonly kept: KeptType | undefined;
  /** Why the provider does not take the type at all. */
  readonly refused: DiagnosticError | undefined;
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
  const refused = refusedTypes[typeName];
  if (modelled) return { type: modelled, block, kept: undefined, refused };
  const kept = keptTypes[typeName] ?? unreadType(typeName, block);
  return { type: keptResource(typeName, kept, block), block, kept, refused };
}
