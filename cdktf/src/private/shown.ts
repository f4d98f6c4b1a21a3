import { Token } from "cdktf";
import { Construct } from "constructs";

/** The text in quotes, its beginning alone where it is long. */
export function quoted(text: string): string {
  const shown = 100;
  if (text.length <= shown) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, shown))}… of ${text.length} characters`;
}

/** A value of any kind in an error. The values within an object, which may be secret, are left out. */
export function shown(value: unknown): string {
  if (Construct.isConstruct(value)) return `the ${value.constructor.name} ${value.node.path}`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (Token.isUnresolved(value)) return "a token";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (typeof value !== "object" || value === null) return String(value);
  const name = value.constructor?.name;
  return name === undefined || name === "Object"
    ? `an object with ${Object.keys(value).join(", ") || "nothing in it"}`
    : `a ${name}`;
}
