import { isObject } from "../json.ts";
import type { Shape } from "../operations/shape.ts";
import { type Answer, errorOf, isEmpty, readResponse } from "./answer.ts";

type Members = Readonly<Record<string, Shape>>;

/**
 * Reads a good answer and checks it against the members that the operation promises. Members that the table does not
 * know pass through. A `null` or `""` in the place of an optional string, as some emulators send it, counts as absent.
 * @throws LogsError `InvalidResponse` where the body is no JSON object or a required member is missing
 */
export function readPromised(operation: string, members: Members, answer: Answer): Record<string, unknown> {
  const response = readResponse(operation, answer);
  const problem = settle(members, response);
  if (problem === undefined) return response;
  const message = `the answer is not what ${operation} promises: ${problem.slice(1)}`;
  // An empty body may have been cut off.
  throw errorOf(operation, answer, "InvalidResponse", message, isEmpty(answer));
}

/**
 * Takes absent members out, in place. This runs over every item of every page: the members of a shape are listed once,
 * and a path is put together only where something is wrong.
 * @returns what is wrong with the first member that is, its path before it
 */
function settle(members: Members, object: Record<string, unknown>): string | undefined {
  const list = listed(members);
  // By index, as iterating takes half as long again.
  for (let index = 0; index < list.length; index++) {
    const { name, shape, required, type } = list[index] as ListedMember;
    const value = object[name];
    // Most members are strings that are there.
    if (type === typeof value && value !== "") continue;
    if (value === undefined || value === null || (value === "" && !required)) {
      if (required) return `.${name} is missing`;
      if (value !== undefined) delete object[name];
      continue;
    }
    const problem = settleValue(shape, value);
    if (problem !== undefined) return `.${name}${problem}`;
  }
  return undefined;
}

interface ListedMember {
  name: string;
  shape: Shape;
  required: boolean;
  /** What `typeof` says of a good value, where that is all there is to say. */
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

function settleValue(shape: Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case "structure":
      return isObject(value) ? settle(shape.members, value) : " is not an object";
    case "map":
      return isObject(value) ? undefined : " is not an object";
    case "list":
      return Array.isArray(value) ? settleItems(shape.member, value) : " is not a list";
    default:
      return typeof value === jsonTypes[shape.type] ? undefined : ` is not of type ${shape.type}`;
  }
}

function settleItems(shape: Shape, items: unknown[]): string | undefined {
  for (let index = 0; index < items.length; index++) {
    const problem = settleValue(shape, items[index]);
    if (problem !== undefined) return `[${index}]${problem}`;
  }
  return undefined;
}
