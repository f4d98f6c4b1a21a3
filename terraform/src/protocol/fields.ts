import type { CallName, Calls } from "./messages.ts";

export type Scalar = "string" | "bytes" | "bool" | "int32" | "int64";

/** The messages that others hold. */
export type Shared = keyof typeof shared;

/** The number of a field, the type of its value, and whether it has many: in a row, or by names. */
export type Field = readonly [number: number, type: Scalar | Shared, many?: "repeated" | "map"];
export type Fields = Readonly<Record<string, Field>>;

/** All that requests are made of. */
export type RequestField = readonly [number, "string" | "bytes" | "DynamicValue" | "RawState", many?: "repeated"];

/** The fields of the request and of the response: each member of the types, so that none is left out. */
type FieldsOf<Call extends readonly [request: object, response: object]> = readonly [
  request: { readonly [Member in keyof Required<Call[0]>]: RequestField },
  response: { readonly [Member in keyof Required<Call[1]>]: Field },
];

const diagnostics = (number: number): Field => [number, "Diagnostic", "repeated"];

/**
 * Terraform's plugin protocol, version 6: the messages and fields that a provider of resources and data sources needs
 * [F249]. `messages.ts` has the same as types. A field that is not here is skipped.
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
export const shared = {
  DynamicValue: { msgpack: [1, "bytes"], json: [2, "bytes"] },
  RawState: { json: [1, "bytes"] },
  AttributePath: { steps: [1, "Step", "repeated"] },
  Step: { attributeName: [1, "string"], elementKeyString: [2, "string"], elementKeyInt: [3, "int64"] },
  Diagnostic: {
    severity: [1, "int32"],
    summary: [2, "string"],
    detail: [3, "string"],
    attribute: [4, "AttributePath"],
  },
  Schema: { version: [1, "int64"], block: [2, "Block"] },
  Block: {
    attributes: [2, "Attribute", "repeated"],
    blockTypes: [3, "NestedBlock", "repeated"],
    deprecated: [6, "bool"],
  },
  Attribute: {
    name: [1, "string"],
    type: [2, "bytes"],
    required: [4, "bool"],
    optional: [5, "bool"],
    computed: [6, "bool"],
    sensitive: [7, "bool"],
    deprecated: [9, "bool"],
    writeOnly: [11, "bool"],
  },
  NestedBlock: {
    typeName: [1, "string"],
    block: [2, "Block"],
    nesting: [3, "int32"],
    minItems: [4, "int64"],
    maxItems: [5, "int64"],
  },
  Function: { parameters: [1, "Parameter", "repeated"], return: [3, "Return"], summary: [4, "string"] },
  Parameter: { name: [1, "string"], type: [2, "bytes"], description: [5, "string"] },
  Return: { type: [1, "bytes"] },
  FunctionError: { text: [1, "string"] },
  ServerCapabilities: { getProviderSchemaOptional: [2, "bool"] },
  ImportedResource: { typeName: [1, "string"], state: [2, "DynamicValue"], private: [3, "bytes"] },
} as const satisfies Record<string, Readonly<Record<string, readonly [number, string, string?]>>>;

/** The fields of the request and of the response of each call. */
export const callFields: { readonly [Name in CallName]: FieldsOf<Calls[Name]> } = {
  GetProviderSchema: [
    {},
    {
      provider: [1, "Schema"],
      resourceSchemas: [2, "Schema", "map"],
      dataSourceSchemas: [3, "Schema", "map"],
      diagnostics: diagnostics(4),
      serverCapabilities: [6, "ServerCapabilities"],
      functions: [7, "Function", "map"],
    },
  ],
  GetFunctions: [{}, { functions: [1, "Function", "map"], diagnostics: diagnostics(2) }],
  CallFunction: [
    { name: [1, "string"], arguments: [2, "DynamicValue", "repeated"] },
    { result: [1, "DynamicValue"], error: [2, "FunctionError"] },
  ],
  ValidateProviderConfig: [{ config: [1, "DynamicValue"] }, { diagnostics: diagnostics(2) }],
  ConfigureProvider: [{ config: [2, "DynamicValue"] }, { diagnostics: diagnostics(1) }],
  ValidateResourceConfig: [{ typeName: [1, "string"], config: [2, "DynamicValue"] }, { diagnostics: diagnostics(1) }],
  ValidateDataResourceConfig: [
    { typeName: [1, "string"], config: [2, "DynamicValue"] },
    { diagnostics: diagnostics(1) },
  ],
  UpgradeResourceState: [
    { typeName: [1, "string"], rawState: [3, "RawState"] },
    { upgradedState: [1, "DynamicValue"], diagnostics: diagnostics(2) },
  ],
  ReadResource: [
    { typeName: [1, "string"], currentState: [2, "DynamicValue"], private: [3, "bytes"] },
    { newState: [1, "DynamicValue"], diagnostics: diagnostics(2), private: [3, "bytes"] },
  ],
  PlanResourceChange: [
    {
      typeName: [1, "string"],
      priorState: [2, "DynamicValue"],
      proposedNewState: [3, "DynamicValue"],
      config: [4, "DynamicValue"],
      priorPrivate: [5, "bytes"],
    },
    {
      plannedState: [1, "DynamicValue"],
      requiresReplace: [2, "AttributePath", "repeated"],
      plannedPrivate: [3, "bytes"],
      diagnostics: diagnostics(4),
      legacyTypeSystem: [5, "bool"],
    },
  ],
  ApplyResourceChange: [
    {
      typeName: [1, "string"],
      priorState: [2, "DynamicValue"],
      plannedState: [3, "DynamicValue"],
      plannedPrivate: [5, "bytes"],
    },
    {
      newState: [1, "DynamicValue"],
      private: [2, "bytes"],
      diagnostics: diagnostics(3),
      legacyTypeSystem: [4, "bool"],
    },
  ],
  ImportResourceState: [
    { typeName: [1, "string"], id: [2, "string"] },
    { importedResources: [1, "ImportedResource", "repeated"], diagnostics: diagnostics(2) },
  ],
  ReadDataSource: [
    { typeName: [1, "string"], config: [2, "DynamicValue"] },
    { state: [1, "DynamicValue"], diagnostics: diagnostics(2) },
  ],
  StopProvider: [{}, { error: [1, "string"] }],
};
