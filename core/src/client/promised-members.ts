import { isObject } from "../json.ts";
import type { Shape } from "../operations/shape.ts";

type Members = Readonly<Record<string, Shape>>;

/**
 * Checks a response against the members that its operation promises, and takes absent members out of it. Members that
 * the table does not know pass through. A `null` or `""` in the place of an optional string, as some emulators send it,
 * counts as absent. [F15]
 * @returns what is wrong with the first member that is, with its path; `undefined` for a good response
 */
export function normalizeResponse(members: Members, response: Record<string, unknown>): string | undefined {
  return normalize(members, response)?.slice(1);
}

/** This runs over every item of every page: members are listed once, and a path is made only for what is wrong. */
function normalize(members: Members, object: Record<string, unknown>): string | undefined {
  const list = listed(members);
  // A loop over an iterator takes half as long again.
  for (let index = 0; index < list.length; index++) {
    const { name, shape, required, type } = list[index] as ListedMember;
    const value = object[name];
    // Most members are present, and strings.
    if (type === typeof value && value !== "") continue;
    if (value === undefined || value === null || (value === "" && !required)) {
      if (required) return `.${name} is missing`;
      if (value !== undefined) delete object[name];
      continue;
    }
    const problem = normalizeValue(shape, value);
    if (problem !== undefined) return `.${name}${problem}`;
  }
  return undefined;
}

interface ListedMember {
  name: string;
  shape: Shape;
  required: boolean;
  /** The `typeof` of a good value, for a shape that needs no other check. */
  type: string | undefined;
}

const jsonTypes: Partial<Record<Shape["type"], string>> = { string: "string", integer: "number", boolean: "boolean" };
const lists = /* @__PURE__ */ new WeakMap<Members, ListedMember[]>();

function listed(members: Members): ListedMember[] {
  let list = lists.get(members);
  if (!list) {
    list = Object.entries(members).map(([name, shape]) => {
      return { name, shape, required: shape.required ?? false, type: jsonTypes[shape.type] };
    });
    lists.set(members, list);
  }
  return list;
}

function normalizeValue(shape: Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case "structure":
      return isObject(value) ? normalize(shape.members, value) : " is not an object";
    case "map":
      return isObject(value) ? undefined : " is not an object";
    case "list":
      return Array.isArray(value) ? normalizeItems(shape.member, value) : " is not a list";
    default:
      return typeof value === jsonTypes[shape.type] ? undefined : ` is not of type ${shape.type}`;
  }
}

function normalizeItems(shape: Shape, items: unknown[]): string | undefined {
  for (let index = 0; index < items.length; index++) {
    const problem = normalizeValue(shape, items[index]);
    if (problem !== undefined) return `[${index}]${problem}`;
  }
  return undefined;
}
