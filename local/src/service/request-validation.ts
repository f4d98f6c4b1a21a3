import { memberViolations, type Shape } from "@log-destinations/core/service";
import { serviceError } from "./service-error.ts";
import type { InvalidCode, Unmodelled } from "./service-model.ts";

type Members = Readonly<Record<string, Shape>>;

/**
 * Runs a walk through a request.
 * @throws LogsError `SerializationException` where values are nested so deeply that the stack runs out
 */
export function refusingDeepNesting<Result>(walk: () => Result): Result {
  try {
    return walk();
  } catch (error) {
    if (error instanceof RangeError)
      throw serviceError("SerializationException", "the body is nested too deeply [LD3313]");
    throw error;
  }
}

/**
 * Refuses a request that breaks its constraints, as the service does. Members that it does not know are ignored, as the
 * service ignores them. [F13]
 * @throws LogsError `SerializationException` for a value of another JSON type, else `code`
 */
export function refuseViolations(members: Members, request: object, code: InvalidCode): void {
  const broken = memberViolations(members, request);
  if (broken.length === 0) return;
  // That a wrong type is reported before any constraint, and under this name, is inferred. [F82]
  const mistyped = broken.find(({ constraint }) => constraint.startsWith("Member must be of type"));
  if (mistyped) throw serviceError("SerializationException", `${mistyped.message} [LD3315]`);
  const texts = broken.map(
    ({ member, constraint }) => `Value at '${pathOf(member)}' failed to satisfy constraint: ${constraint}`,
  );
  const errors = texts.length === 1 ? "1 validation error" : `${texts.length} validation errors`;
  throw serviceError(code, `${errors} detected: ${texts.join("; ")}`);
}

/** A request without the members that are null, which counts as absent. [F14] */
export function withoutNulls(request: object): object {
  const members = Object.entries(request);
  if (!members.some(([, value]) => value === null)) return request;
  return Object.fromEntries(members.filter(([, value]) => value !== null));
}

/**
 * Refuses members that the service has and that are not modelled.
 * @param members their names, each with the value that is accepted
 * @throws LogsError `code`
 */
export function refuseUnmodelled(members: Unmodelled, request: object, code: InvalidCode): void {
  for (const [member, value] of Object.entries(request)) {
    if (!Object.hasOwn(members, member) || value === members[member] || isEmpty(value)) continue;
    throw serviceError(code, `${member} is not modelled by the local service [LD3302]`);
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Members are named with a small first letter, whatever their name on the wire: inferred. [F81] */
function pathOf(member: string): string {
  return member.replace(/(?<=^|\.)[A-Z]/g, (letter) => letter.toLowerCase());
}
