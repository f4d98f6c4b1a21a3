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

/** Each step has one of its members. */
export interface AttributePath {
  readonly steps: readonly {
    readonly attributeName?: string;
    readonly elementKeyInt?: number;
    readonly elementKeyString?: string;
  }[];
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
    readonly writeOnly: boolean;
    readonly deprecated: boolean;
  }[];
  readonly blockTypes: readonly {
    readonly typeName: string;
    readonly block: BlockMessage;
    readonly nesting: number;
    readonly minItems: number;
    readonly maxItems: number;
  }[];
  readonly deprecated: boolean;
}

export interface FunctionMessage {
  readonly parameters: readonly { readonly name: string; readonly type: Uint8Array; readonly description: string }[];
  readonly return: { readonly type: Uint8Array };
  readonly summary: string;
}

interface Diagnosed {
  readonly diagnostics?: readonly Diagnostic[];
}

interface OfResource {
  readonly typeName: string;
}

/** The request and response of each call. */
export interface Calls {
  GetProviderSchema: [
    request: object,
    response: Diagnosed & {
      readonly provider?: SchemaMessage;
      readonly resourceSchemas?: Readonly<Record<string, SchemaMessage>>;
      readonly dataSourceSchemas?: Readonly<Record<string, SchemaMessage>>;
      readonly serverCapabilities?: { readonly getProviderSchemaOptional: boolean };
      readonly functions?: Readonly<Record<string, FunctionMessage>>;
    },
  ];
  GetFunctions: [
    request: object,
    response: Diagnosed & { readonly functions?: Readonly<Record<string, FunctionMessage>> },
  ];
  CallFunction: [
    request: { readonly name: string; readonly arguments: readonly DynamicValue[] },
    response: { readonly result?: DynamicValue; readonly error?: { readonly text: string } },
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
