import { constraintsBroken, hasType } from "./constraints.ts";
import { describeShape, showValue } from "./describe.ts";
import type { Shape } from "./shape.ts";
import { operations } from "./table.ts";
import type { OperationName } from "./wire-types.ts";

/** One member of a request that the service would refuse. */
export interface Violation {
  /** The member, with its path: `limit`, `tags`, within a list of structures `logEvents.1.member.message`. */
  member: string;
  /** The rule that it breaks, in the service's words: `Member must have value less than or equal to 50`. */
  constraint: string;
  /** The fault, with the value got and the value expected. */
  message: string;
}

/**
 * Checks a request against the operation's constraints.
 *
 * @param request any object; members set to `undefined` count as absent
 * @returns every violation, in the order of the operation's members; empty for a request that the service would take.
 * Members that the operation does not know are not judged here, see {@link unknownMembers}.
 */
export function violations(operation: OperationName, request: object): Violation[] {
  return memberViolations(operations[operation].request, request);
}

/** Checks an object against the shapes of its members, as {@link violations} checks a request. */
export function memberViolations(members: Readonly<Record<string, Shape>>, object: object): Violation[] {
  return violationsWithin("", { type: "structure", members }, object);
}

/** The violations in the structures that a value of the right type is or holds. `path` goes before their members. */
function violationsWithin(path: string, shape: Shape, value: unknown): Violation[] {
  switch (shape.type) {
    case "structure": {
      const given = value as Record<string, unknown>;
      const found: Violation[] = [];
      for (const name in shape.members)
        found.push(...checkMember(path + name, shape.members[name] as Shape, given[name]));
      return found;
    }
    case "list": {
      const items = value as unknown[];
      return items.flatMap((item, index) => violationsWithin(`${path}${index + 1}.member.`, shape.member, item));
    }
    default:
      return [];
  }
}

/** A member that an operation does not have. */
export interface UnknownMember {
  /** Its name, as the request has it. */
  member: string;
  /** The one that was likely meant. */
  meant?: string;
}

/** The members of a request that the operation does not have. */
export function unknownMembers(operation: OperationName, request: object): UnknownMember[] {
  const known = operations[operation].request;
  return Object.keys(request)
    .filter((member) => !Object.hasOwn(known, member))
    .map((member) => {
      const plain = member.toLowerCase().replaceAll("_", "");
      const meant = Object.keys(known).find((candidate) => candidate.toLowerCase() === plain);
      return meant === undefined ? { member } : { member, meant };
    });
}

function checkMember(member: string, shape: Shape, value: unknown): Violation[] {
  if (value === undefined || value === null) {
    if (!shape.required) return [];
    const message = `${member} is missing; expected ${describeShape(shape)}`;
    return [{ member, constraint: "Member must not be null", message }];
  }
  if (!hasType(shape, value)) {
    const message = `${member} is ${showValue(value)}; expected ${describeShape(shape)}`;
    return [{ member, constraint: `Member must be of type ${shape.type}`, message }];
  }
  const own = constraintsBroken(shape, value).map((constraint) => ({
    member,
    constraint,
    message: `${member} is ${showValue(value)}; expected ${describeShape(shape)}`,
  }));
  return [...own, ...violationsWithin(`${member}.`, shape, value)];
}
