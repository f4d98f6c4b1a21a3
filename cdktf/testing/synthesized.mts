import { TerraformStack, Testing } from "cdktf";

/** The attributes of one resource, with the names that Terraform has for them. */
export type Attributes = Record<string, unknown>;

/** A stack as Terraform gets it. */
export interface SynthesizedStack {
  /** By type, then by logical id. */
  resource: Record<string, Record<string, Attributes>>;
  [block: string]: unknown;
}

/**
 * A stack as Terraform gets it.
 *
 * @param stack a `TerraformStack`, which is synthesized with its cross-stack references prepared and its validations
 * run, or what `Testing.synth` returned, as text or parsed
 * @throws an error with the findings where a validation fails, TypeError where it is none of these
 */
export function synthesized(stack: unknown): SynthesizedStack {
  if (TerraformStack.isStack(stack)) {
    stack.prepareStack();
    return synthesized(Testing.synth(stack, true));
  }
  // Windows tools write a byte order mark before it.
  const json: unknown = typeof stack === "string" ? JSON.parse(stack.replace(/^\ufeff/, "")) : stack;
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new TypeError(`expected a TerraformStack or its synthesized JSON, got ${JSON.stringify(stack)} [LD2708]`);
  }
  return { resource: {}, ...json };
}

/** The value of a text without expressions: `$${` and `%%{` are how Terraform writes `${` and `%{`. */
export function plainValueOf(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** A resource and where Terraform finds it. */
export interface Resource {
  /** `TYPE.LOGICAL_ID` */
  address: string;
  attributes: Attributes;
}

export function resourcesOf({ resource }: SynthesizedStack, type: string): Resource[] {
  return Object.entries(resource[type] ?? {}).map(([id, attributes]) => ({ address: `${type}.${id}`, attributes }));
}
