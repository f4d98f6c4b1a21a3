import { readDataSource } from "../data-sources/data-sources.ts";
import { findDeclared } from "../data-sources/declared-data.ts";
import { deprecatedArguments } from "../data-sources/deprecated-arguments.ts";
import type { Invocation } from "../order/invocation.ts";
import { optionalText } from "../protocol/attributes.ts";
import { decodeValue, encodeValue } from "../protocol/dynamic-value.ts";
import type { Handlers } from "../protocol/handlers.ts";
import { conform, type Values } from "../protocol/types.ts";
import type { Provider } from "../provider.ts";
import { deprecations } from "../resource-type/config-diagnostics.ts";
import { versionDiagnostics } from "../schema/provider-versions.ts";
import type { Block } from "../schema/schema.ts";
import { diagnosed } from "./diagnosed.ts";

type DataSourceCalls = Pick<Handlers, "ValidateDataResourceConfig" | "ReadDataSource">;

/** The calls about data sources. */
export function dataSourceCalls(provider: Provider, invocation: Invocation): DataSourceCalls {
  return {
    ValidateDataResourceConfig: ({ typeName, config }) =>
      diagnosed(`validating ${typeName}`, () => {
        const schema = provider.types.dataSources[typeName] as Block;
        const values = decodeValue(config, schema.type) as Values;
        return {
          diagnostics: [
            ...versionDiagnostics(typeName, schema, values, invocation.provider),
            ...deprecations(deprecatedArguments[typeName], schema, values),
          ],
        };
      }),

    ReadDataSource: ({ typeName, config }, session) =>
      diagnosed(`reading ${typeName}`, async () => {
        const block = provider.types.dataSources[typeName] as Block;
        const values = decodeValue(config, block.type) as Values;
        // `region` of aws_region is the one that is asked for.
        if (typeName !== "aws_region") provider.refuseOtherPartition(session, values);
        const { account, region = null } = provider.configurationOf(session);
        const reader = { account, region: optionalText(values, "region") ?? region ?? undefined };
        const read =
          findDeclared(provider.declaredData[typeName], block, values, reader) ??
          (await readDataSource(typeName, block, values, {
            region: () => provider.regionOf(session, values),
            context: () => provider.contextOf(session, values),
          }));
        const { region: ofBlock } = block.attributes;
        const state = { ...values, ...(ofBlock && region !== null && { region: reader.region }), ...read };
        return { state: encodeValue(conform(state, block.type), block.type) };
      }),
  };
}
