import { LogsError } from "../errors.ts";
import type { Shape } from "../operations/table.ts";
import { type Answer, detailsOf, isObject, readResponse } from "./answer.ts";

type Members = Readonly<Record<string, Shape>>;

/**
 * Reads a good answer and checks it against the members that the operation promises. Members that the table does not
 * know pass through. A `null` or `""` in the place of an optional string, as some emulators send it, counts as absent.
 * @throws LogsError `InvalidResponse` where the body is no JSON object or a required member is missing
 */
export function readPromised(operation: string, members: Members, answer: Answer): Record<string, unknown> {
  const response = readResponse(operation, answer);
  const problem = settle(members, response, "");
  if (problem === undefined) return response;
  const message = `the answer is not what ${operation} promises: ${problem}`;
  throw new LogsError("InvalidResponse", message, { operation, ...detailsOf(answer) });
}

/** Takes absent members out, in place; returns what is wrong with the first one that is. */
function settle(members: Members, object: Record<string, unknown>, path: string): string | undefined {
  for (const name in members) {
    const shape = members[name] as Shape;
    const value = object[name];
    const absent = value === undefined || value === null || (value === "" && !shape.required);
    if (absent && shape.required) return `${path}${name} is missing`;
    if (absent) delete object[name];
    const problem = absent ? undefined : settleValue(shape, value, `${path}${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const jsonTypes = { string: "string", integer: "number", boolean: "boolean", map: "object" } as const;

function settleValue(shape: Shape, value: unknown, at: string): string | undefined {
  if (shape.type === "structure") {
    return isObject(value) ? settle(shape.members, value, `${at}.`) : `${at} is not an object`;
  }
  if (shape.type !== "list") {
    return typeof value === jsonTypes[shape.type] ? undefined : `${at} is not of type ${shape.type}`;
  }
  if (!Array.isArray(value)) return `${at} is not a list`;
  for (let index = 0; index < value.length; index++) {
    const problem = settleValue(shape.member, value[index], `${at}[${index}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
