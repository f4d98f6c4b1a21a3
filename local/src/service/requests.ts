import { memberViolations, type Shape, type StructureShape, type Violation } from "@log-destinations/core";
import { answer } from "./answers.ts";
import type { Unmodelled } from "./operation.ts";

type InvalidCode = "InvalidParameterException" | "ValidationException";
type Members = Readonly<Record<string, Shape>>;

/**
 * Walks through a request.
 * @throws LogsError `SerializationException` where the stack runs out over a value within a value within a value
 */
export function refusingDepth<Result>(walk: () => Result): Result {
  try {
    return walk();
  } catch (error) {
    if (error instanceof RangeError) throw answer("SerializationException", "the body is nested too deeply");
    throw error;
  }
}

/**
 * Refuses a request that breaks its constraints, as the service does. Members that it does not know are ignored, as the
 * service ignores them.
 * @throws LogsError `SerializationException` for a value of another JSON type, else `code`
 */
export function refuseInvalid(members: Members, request: object, code: InvalidCode): void {
  const broken = violationsWithin(members, request, "");
  if (broken.length === 0) return;
  // That a wrong type is told before any constraint, and under this name, is inferred from other services of this protocol.
  const mistyped = broken.find(({ constraint }) => constraint.startsWith("Member must be of type"));
  if (mistyped) throw answer("SerializationException", mistyped.message);
  const texts = broken.map(
    ({ member, constraint }) => `Value at '${member}' failed to satisfy constraint: ${constraint}`,
  );
  const errors = texts.length === 1 ? "1 validation error" : `${texts.length} validation errors`;
  throw answer(code, `${errors} detected: ${texts.join("; ")}`);
}

/** The violations of a structure and of those within it, by their paths: `logEvents.1.member.message`. */
function violationsWithin(members: Members, structure: object, path: string): Violation[] {
  const own = memberViolations(members, structure).map(({ member, constraint, message }) => ({
    member: path + pathOf(member),
    constraint,
    message: path + message,
  }));
  const inner = Object.entries(members).flatMap(([member, shape]) => {
    const value = (structure as Record<string, unknown>)[member];
    if (shape.type === "structure") return within(shape, value, path + pathOf(member));
    if (shape.type !== "list" || shape.member.type !== "structure" || !Array.isArray(value)) return [];
    const { member: each } = shape;
    return value.flatMap((item, index) => within(each, item, `${path}${pathOf(member)}.${index + 1}.member`));
  });
  return [...own, ...inner];
}

function within({ members }: StructureShape, value: unknown, path: string): Violation[] {
  // What is not an object was told of already.
  return typeof value === "object" && value !== null ? violationsWithin(members, value, `${path}.`) : [];
}

/** A request without the members that are null, which counts as absent. */
export function withoutNulls(request: object): object {
  const members = Object.entries(request);
  if (!members.some(([, value]) => value === null)) return request;
  return Object.fromEntries(members.filter(([, value]) => value !== null));
}

/**
 * Refuses members that the service has and that mean nothing here, where they ask for something.
 * @param members their names, with the value that asks for nothing more than what happens here
 * @throws LogsError `InvalidParameterException` or `ValidationException`, as `code` says
 */
export function refuseUnmodelled(members: Unmodelled, request: object, code: InvalidCode): void {
  for (const [member, value] of Object.entries(request)) {
    if (!Object.hasOwn(members, member) || value === members[member] || isEmpty(value)) continue;
    throw answer(code, `${member} is not modelled by the local service`);
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Members are told with a small first letter, whatever they are called on the wire; inferred for this service. */
function pathOf(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}
