/**
 * Terraform's plugin protocol, version 6, as its `.proto` file has it: the calls, messages and fields that a provider of resources
 * and data sources needs [F249].
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
export const tfplugin6 = `
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
      bool deprecated = 9; bool write_only = 11;
    }
    message NestedBlock { string type_name = 1; Block block = 2; int32 nesting = 3; int64 min_items = 4; int64 max_items = 5; }
    message Block {
      repeated Attribute attributes = 2; repeated NestedBlock block_types = 3; bool deprecated = 6;
    }
    int64 version = 1;
    Block block = 2;
  }
  message Function {
    message Parameter { string name = 1; bytes type = 2; string description = 5; }
    message Return { bytes type = 1; }
    repeated Parameter parameters = 1; Return return = 3; string summary = 4;
  }
  message FunctionError { string text = 1; }
  message ServerCapabilities { bool get_provider_schema_optional = 2; }

  message GetProviderSchema {
    message Request {}
    message Response {
      Schema provider = 1; map<string, Schema> resource_schemas = 2; map<string, Schema> data_source_schemas = 3;
      repeated Diagnostic diagnostics = 4; ServerCapabilities server_capabilities = 6; map<string, Function> functions = 7;
    }
  }
  message GetFunctions {
    message Request {}
    message Response { map<string, Function> functions = 1; repeated Diagnostic diagnostics = 2; }
  }
  message CallFunction {
    message Request { string name = 1; repeated DynamicValue arguments = 2; }
    message Response { DynamicValue result = 1; FunctionError error = 2; }
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
