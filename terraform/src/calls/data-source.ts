import { dataSources } from "../data-sources/data-sources.ts";
import { deprecatedArguments } from "../data-sources/deprecated-arguments.ts";
import { decodeValue, encodeValue } from "../protocol/dynamic-value.ts";
import type { Handlers } from "../protocol/grpc-server.ts";
import { conform, type Values } from "../protocol/types.ts";
import type { Provider } from "../provider.ts";
import { deprecations } from "../resource-type/config-diagnostics.ts";
import { type Block, dataSourceSchemas } from "../schema/schema.ts";
import { diagnosed } from "./diagnosed.ts";

type DataSourceCalls = Pick<Handlers, "ValidateDataResourceConfig" | "ReadDataSource">;

/** The calls about data sources. */
export function dataSourceCalls(provider: Provider): DataSourceCalls {
  return {
    ValidateDataResourceConfig: ({ typeName, config }) =>
      diagnosed(`validating ${typeName}`, () => {
        const schema = dataSourceSchemas[typeName] as Block;
        const values = decodeValue(config, schema.type) as Values;
        return { diagnostics: deprecations(deprecatedArguments[typeName], schema, values) };
      }),

    ReadDataSource: ({ typeName, config }, session) =>
      diagnosed(`reading ${typeName}`, () => {
        const { type } = dataSourceSchemas[typeName] as Block;
        const values = decodeValue(config, type) as Values;
        // `region` of aws_region is the one that is asked for.
        if (typeName !== "aws_region") provider.refuseOtherPartition(session, values);
        const read = dataSources[typeName]?.(values, {
          region: () => provider.regionOf(session, values),
          context: () => provider.contextOf(session, values),
        });
        return { state: encodeValue(conform({ ...values, ...read }, type), type) };
      }),
  };
}
