import { curatedTypes, type TypeCatalog } from "../kept/type-catalog.ts";
import { decodeValue } from "../protocol/dynamic-value.ts";
import type { Handlers } from "../protocol/handlers.ts";
import type { DynamicValue } from "../protocol/messages.ts";
import type { Values } from "../protocol/types.ts";
import type { Provider } from "../provider.ts";
import { configurationWarnings } from "../provider-configuration.ts";
import { encodedSchemas } from "../schema/encoded-schemas.ts";
import { providerSchema } from "../schema/schema.ts";
import { encodeSchemas } from "../schema/schema-message.ts";
import { diagnosed } from "./diagnosed.ts";

type ProviderCalls = Pick<
  Handlers,
  "GetProviderSchema" | "ValidateProviderConfig" | "ConfigureProvider" | "StopProvider"
>;

/** The answers to `GetProviderSchema`: every terraform of a run asks for the same. */
const schemasOf = new WeakMap<TypeCatalog, Uint8Array>();

function encodedSchemasOf(types: TypeCatalog): Uint8Array {
  let encoded = schemasOf.get(types);
  if (!encoded) {
    encoded = types === curatedTypes ? encodedSchemas() : encodeSchemas(types);
    schemasOf.set(types, encoded);
  }
  return encoded;
}

/** The calls about the provider itself. */
export function providerCalls(provider: Provider): ProviderCalls {
  return {
    GetProviderSchema: () => encodedSchemasOf(provider.types),

    ValidateProviderConfig: ({ config }) =>
      diagnosed("reading the provider's configuration", () => ({
        diagnostics: configurationWarnings(decodeConfig(config)),
      })),

    ConfigureProvider: ({ config }, session) =>
      diagnosed("configuring the provider", () => {
        provider.configure(session, decodeConfig(config));
        return {};
      }),

    StopProvider: (_, session) => {
      provider.stop(session);
      return {};
    },
  };
}

function decodeConfig(config: DynamicValue): Values {
  return decodeValue(config, providerSchema.type) as Values;
}
