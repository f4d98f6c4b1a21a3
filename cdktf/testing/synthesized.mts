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
  const json = typeof stack === "string" ? parsed(stack) : stack;
  if (!isTerraform(json)) {
    throw new TypeError(`expected a TerraformStack or its synthesized JSON, got ${shown(stack)} [LD2708]`);
  }
  if (Object.keys(json).every((block) => block === "//" || block === "terraform")) {
    throw new TypeError("the stack is empty, so that a test of it shows nothing; give the one that was built [LD2716]");
  }
  return { resource: {}, ...json };
}

/** What Terraform reads at the top of a file. A plan, a state, an app, a construct or a promise has other members. */
const blocks = new Set([
  ...["//", "action", "check", "data", "ephemeral", "import", "locals", "module", "moved", "output", "provider"],
  ...["removed", "resource", "terraform", "variable"],
]);

function isTerraform(json: unknown): json is Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return false;
  const prototype: unknown = Object.getPrototypeOf(json);
  // An object of a runner's sandbox has another prototype of the same kind.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  const { resource } = json as { resource?: unknown };
  return (
    isPlain &&
    Object.keys(json).every((block) => blocks.has(block)) &&
    (resource === undefined || (typeof resource === "object" && resource !== null))
  );
}

function parsed(text: string): unknown {
  try {
    // Windows tools write a byte order mark before it.
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
  if (typeof value !== "object" || value === null) return String(value);
  const { name } = value.constructor ?? {};
  return name === undefined || name === "Object"
    ? `an object with ${Object.keys(value).join(", ") || "nothing"}`
    : `a ${name}`;
}

/** A resource and where Terraform finds it. */
export interface Resource {
  /** `TYPE.LOGICAL_ID` */
  address: string;
  attributes: Attributes;
}

/** Those of a type that Terraform makes: not one that its `count` or `for_each` leaves out. */
export function resourcesOf({ resource }: Pick<SynthesizedStack, "resource">, type: string): Resource[] {
  return Object.entries(resource[type] ?? {})
    .filter(([, attributes]) => isMade(attributes))
    .map(([id, attributes]) => ({ address: `${type}.${id}`, attributes }));
}

export function isMade({ count, for_each: items }: Attributes): boolean {
  const hasNoItem =
    typeof items === "object" && items !== null
      ? Object.keys(items).length === 0
      : typeof items === "string" && /^\$\{toset\(\[\s*\]\)\}$/.test(items);
  return count !== 0 && !hasNoItem;
}
