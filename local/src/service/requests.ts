import { memberViolations, type Shape } from "@log-destinations/core";
import { answer } from "./answers.ts";

type InvalidCode = "InvalidParameterException" | "ValidationException";
type Members = Readonly<Record<string, Shape>>;

/**
 * Refuses a request that breaks its constraints, as the service does. Members that it does not know are ignored, as the
 * service ignores them.
 * @throws LogsError `SerializationException` for a value of another JSON type, else `code`
 */
export function refuseInvalid(members: Members, request: object, code: InvalidCode): void {
  const broken = memberViolations(members, request);
  if (broken.length === 0) return;
  // That a wrong type is told before any constraint, and under this name, is inferred from other services of this protocol.
  const mistyped = broken.find(({ constraint }) => constraint.startsWith("Member must be of type"));
  if (mistyped) throw answer("SerializationException", mistyped.message);
  const texts = broken.map(
    ({ member, constraint }) => `Value at '${pathOf(member)}' failed to satisfy constraint: ${constraint}`,
  );
  const errors = texts.length === 1 ? "1 validation error" : `${texts.length} validation errors`;
  throw answer(code, `${errors} detected: ${texts.join("; ")}`);
}

/**
 * Refuses members that the service has and that mean nothing here, where they ask for something.
 * @throws LogsError `InvalidParameterException` or `ValidationException`, as `code` says
 */
export function refuseUnmodelled(members: readonly string[], request: object, code: InvalidCode): void {
  const given = request as Record<string, unknown>;
  const asked = members.find((member) => (Array.isArray(given[member]) ? given[member].length > 0 : given[member]));
  if (asked !== undefined) throw answer(code, `${asked} is not modelled by the local service`);
}

/** Members are told with a small first letter, whatever they are called on the wire; inferred for this service. */
function pathOf(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}
