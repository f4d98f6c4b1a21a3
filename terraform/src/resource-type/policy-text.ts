import { isObject } from "@log-destinations/core/service";
import { DiagnosticError } from "../diagnostics.ts";
import type { Values } from "../protocol/types.ts";
import type { Block } from "../schema/schema.ts";
import { validRolePolicy } from "./checks.ts";
import { type ArgumentPath, changeAt, placesAt } from "./paths.ts";

/**
 * The form in which the real provider sends a JSON argument, and in which the state holds it. [F342]
 *
 * - `minified`: without white space, the members of objects in the order of their names
 * - `versionFirst`: the same, and `Version` before the other members
 * - `asWritten`: as the configuration has it
 */
export type JsonForm = "minified" | "versionFirst" | "asWritten";

/** A text of JSON in a form. A text that is not JSON stays as it is. */
export function writeInForm(text: string, form: JsonForm): string {
  if (form === "asWritten") return text;
  const minified = parsedOr(text, minify);
  // By the real provider's pattern, for no other version.
  return form === "minified" ? minified : minified.replace(/^\{(.*?)(,?)("Version":"2012-10-17")/s, "{$3$2$1");
}

/** The values of a resource with its JSON arguments in their form. */
export function withJsonInForm(
  { jsonArguments = {} }: { readonly jsonArguments?: Readonly<Record<ArgumentPath, JsonForm>> },
  values: Values,
): Values {
  return Object.entries(jsonArguments).reduce(
    (changed, [path, form]) =>
      changeAt(changed, path, (value) => (typeof value === "string" ? writeInForm(value, form) : value)),
    values,
  );
}

/**
 * Planned values with the text of the state in each JSON argument that says the same. In blocks, that is the block with
 * the same other members.
 */
export function keepEarlierJson(
  { jsonArguments = {} }: { readonly jsonArguments?: Readonly<Record<ArgumentPath, JsonForm>> },
  schema: Block,
  planned: Values,
  prior: Values,
): Values {
  return Object.keys(jsonArguments).reduce((changed, path) => {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const earlier = placesAt(prior, path, schema);
    return changeAt(changed, path, (value, block) => {
      if (typeof value !== "string") return value;
      const same = earlier.find(
        (before) =>
          typeof before.value === "string" &&
          (path === name || without(name, before.block) === without(name, block)) &&
          equivalentJson(before.value, value),
      );
      return same?.value ?? value;
    });
  }, planned);
}

function without(name: string, { [name]: _, ...others }: Values): string {
  return JSON.stringify(others);
}

/**
 * Do two JSON texts say the same? White space, the order of members and of lists, and a list of one or its bare item
 * make no difference, as for the real provider. A text that is not JSON equals itself alone.
 */
export function equivalentJson(a: string, b: string): boolean {
  return a === b || parsedOr(a, canonical) === parsedOr(b, canonical);
}

/** The text of the configuration, as long as it says the same as the actual one. */
export function keepEquivalent(given: unknown, actual: string): string {
  return typeof given === "string" && equivalentJson(given, actual) ? given : actual;
}

/**
 * The text of a role's policy, unchanged.
 * @throws DiagnosticError where it is none
 */
export function readPolicyText(policy: string, argument: string): string {
  const problem = validRolePolicy(policy, argument, {});
  if (problem !== undefined) throw new DiagnosticError(problem, "", argument);
  return policy;
}

function parsedOr(text: string, write: (value: unknown) => string): string {
  try {
    return write(JSON.parse(text));
  } catch {
    return text;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(canonical).sort();
    return items.length === 1 ? (items[0] as string) : `[${items}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${members.sort()}}`;
}

/** As Go's `json.Marshal` writes it: by code point, with `<`, `>` and `&` escaped. */
function minify(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(minify)}]`;
  if (!isObject(value)) return escaped(JSON.stringify(value));
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, item]) => `${escaped(JSON.stringify(key))}:${minify(item)}`)}}`;
}

function escaped(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
