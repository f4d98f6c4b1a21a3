import protobuf from "protobufjs";

/**
 * The part of Terraform's plugin protocol, version 6, that a provider of resources and data sources needs: names, numbers
 * and types are the contract, the rest of it is left out.
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
const contract = `
  syntax = "proto3";
  package tfplugin6;

  message DynamicValue { bytes msgpack = 1; bytes json = 2; }
  message RawState { bytes json = 1; }

  message AttributePath {
    message Step { oneof selector { string attribute_name = 1; string element_key_string = 2; int64 element_key_int = 3; } }
    repeated Step steps = 1;
  }
  message Diagnostic { int32 severity = 1; string summary = 2; string detail = 3; AttributePath attribute = 4; }

  message Schema {
    message Attribute {
      string name = 1; bytes type = 2; bool required = 4; bool optional = 5; bool computed = 6; bool sensitive = 7;
    }
    message NestedBlock { string type_name = 1; Block block = 2; int32 nesting = 3; int64 min_items = 4; int64 max_items = 5; }
    message Block { int64 version = 1; repeated Attribute attributes = 2; repeated NestedBlock block_types = 3; }
    int64 version = 1;
    Block block = 2;
  }
  message ServerCapabilities { bool get_provider_schema_optional = 2; }

  message GetProviderSchema {
    message Request {}
    message Response {
      Schema provider = 1; map<string, Schema> resource_schemas = 2; map<string, Schema> data_source_schemas = 3;
      repeated Diagnostic diagnostics = 4; ServerCapabilities server_capabilities = 6;
    }
  }
  message ValidateProviderConfig {
    message Request { DynamicValue config = 1; }
    message Response { repeated Diagnostic diagnostics = 2; }
  }
  message ConfigureProvider {
    message Request { string terraform_version = 1; DynamicValue config = 2; }
    message Response { repeated Diagnostic diagnostics = 1; }
  }
  message ValidateResourceConfig {
    message Request { string type_name = 1; DynamicValue config = 2; }
    message Response { repeated Diagnostic diagnostics = 1; }
  }
  message ValidateDataResourceConfig {
    message Request { string type_name = 1; DynamicValue config = 2; }
    message Response { repeated Diagnostic diagnostics = 1; }
  }
  message UpgradeResourceState {
    message Request { string type_name = 1; int64 version = 2; RawState raw_state = 3; }
    message Response { DynamicValue upgraded_state = 1; repeated Diagnostic diagnostics = 2; }
  }
  message ReadResource {
    message Request { string type_name = 1; DynamicValue current_state = 2; bytes private = 3; }
    message Response { DynamicValue new_state = 1; repeated Diagnostic diagnostics = 2; bytes private = 3; }
  }
  message PlanResourceChange {
    message Request {
      string type_name = 1; DynamicValue prior_state = 2; DynamicValue proposed_new_state = 3; DynamicValue config = 4;
      bytes prior_private = 5;
    }
    message Response {
      DynamicValue planned_state = 1; repeated AttributePath requires_replace = 2; bytes planned_private = 3;
      repeated Diagnostic diagnostics = 4; bool legacy_type_system = 5;
    }
  }
  message ApplyResourceChange {
    message Request {
      string type_name = 1; DynamicValue prior_state = 2; DynamicValue planned_state = 3; DynamicValue config = 4;
      bytes planned_private = 5;
    }
    message Response {
      DynamicValue new_state = 1; bytes private = 2; repeated Diagnostic diagnostics = 3; bool legacy_type_system = 4;
    }
  }
  message ImportResourceState {
    message Request { string type_name = 1; string id = 2; }
    message Imported { string type_name = 1; DynamicValue state = 2; bytes private = 3; }
    message Response { repeated Imported imported_resources = 1; repeated Diagnostic diagnostics = 2; }
  }
  message ReadDataSource {
    message Request { string type_name = 1; DynamicValue config = 2; }
    message Response { DynamicValue state = 1; repeated Diagnostic diagnostics = 2; }
  }
  message StopProvider { message Request {} message Response { string error = 1; } }
`;

export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export const severity = { error: 1, warning: 2 } as const;

export interface Diagnostic {
  readonly severity: (typeof severity)[keyof typeof severity];
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: AttributePath;
}

export interface AttributePath {
  readonly steps: readonly { readonly attributeName: string }[];
}

export interface SchemaMessage {
  readonly version: number;
  readonly block: BlockMessage;
}

export interface BlockMessage {
  readonly attributes: readonly {
    readonly name: string;
    readonly type: Uint8Array;
    readonly required: boolean;
    readonly optional: boolean;
    readonly computed: boolean;
    readonly sensitive: boolean;
  }[];
  readonly blockTypes: readonly {
    readonly typeName: string;
    readonly block: BlockMessage;
    readonly nesting: number;
    readonly minItems: number;
    readonly maxItems: number;
  }[];
}

interface Diagnosed {
  readonly diagnostics?: readonly Diagnostic[];
}

interface OfResource {
  readonly typeName: string;
}

/** What each call gets and answers. */
export interface Calls {
  GetProviderSchema: [
    request: object,
    response: Diagnosed & {
      readonly provider?: SchemaMessage;
      readonly resourceSchemas?: Readonly<Record<string, SchemaMessage>>;
      readonly dataSourceSchemas?: Readonly<Record<string, SchemaMessage>>;
      readonly serverCapabilities?: { readonly getProviderSchemaOptional: boolean };
    },
  ];
  ValidateProviderConfig: [request: { readonly config: DynamicValue }, response: Diagnosed];
  ConfigureProvider: [request: { readonly config: DynamicValue }, response: Diagnosed];
  ValidateResourceConfig: [request: OfResource & { readonly config: DynamicValue }, response: Diagnosed];
  ValidateDataResourceConfig: [request: OfResource & { readonly config: DynamicValue }, response: Diagnosed];
  UpgradeResourceState: [
    request: OfResource & { readonly rawState: { readonly json: Uint8Array } },
    response: Diagnosed & { readonly upgradedState?: DynamicValue },
  ];
  ReadResource: [
    request: OfResource & { readonly currentState: DynamicValue; readonly private: Uint8Array },
    response: Diagnosed & { readonly newState?: DynamicValue; readonly private?: Uint8Array },
  ];
  PlanResourceChange: [
    request: OfResource & {
      readonly priorState: DynamicValue;
      readonly proposedNewState: DynamicValue;
      readonly config: DynamicValue;
      readonly priorPrivate: Uint8Array;
    },
    response: Diagnosed & {
      readonly plannedState?: DynamicValue;
      readonly requiresReplace?: readonly AttributePath[];
      readonly plannedPrivate?: Uint8Array;
      readonly legacyTypeSystem?: boolean;
    },
  ];
  ApplyResourceChange: [
    request: OfResource & {
      readonly priorState: DynamicValue;
      readonly plannedState: DynamicValue;
      readonly plannedPrivate: Uint8Array;
    },
    response: Diagnosed & {
      readonly newState?: DynamicValue;
      readonly private?: Uint8Array;
      readonly legacyTypeSystem?: boolean;
    },
  ];
  ImportResourceState: [
    request: OfResource & { readonly id: string },
    response: Diagnosed & {
      readonly importedResources?: readonly {
        readonly typeName: string;
        readonly state: DynamicValue;
        readonly private: Uint8Array;
      }[];
    },
  ];
  ReadDataSource: [
    request: OfResource & { readonly config: DynamicValue },
    response: Diagnosed & { readonly state?: DynamicValue },
  ];
  StopProvider: [request: object, response: { readonly error?: string }];
}

export type CallName = keyof Calls;
export type CallRequest<Name extends CallName> = Calls[Name][0];
export type CallResponse<Name extends CallName> = Calls[Name][1];

const { root } = protobuf.parse(contract);

const messages = new Map<string, protobuf.Type>();

/** Looked up once: the way through the names costs more than a small message. */
function messageOf(name: string): protobuf.Type {
  let message = messages.get(name);
  if (!message) {
    message = root.lookupType(`tfplugin6.${name}`);
    messages.set(name, message);
  }
  return message;
}

export function decodeRequest<Name extends CallName>(call: Name, bytes: Uint8Array): CallRequest<Name> {
  const type = messageOf(`${call}.Request`);
  return type.toObject(type.decode(bytes), { defaults: true, longs: Number }) as CallRequest<Name>;
}

export function encodeResponse<Name extends CallName>(call: Name, response: CallResponse<Name>): Uint8Array {
  return messageOf(`${call}.Response`).encode(response).finish();
}
