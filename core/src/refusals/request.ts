import { LogsError } from "../errors.ts";
import { isObject } from "../json.ts";
import { operations } from "../operations/table.ts";
import { type UnknownMember, unknownMembers, type Violation, violations } from "../operations/validate.ts";
import type { OperationName } from "../operations/wire-types.ts";

/**
 * Refuses a request that the service would refuse, and one with a member that it would ignore.
 * @throws LogsError `InvalidParameterException` with the violations
 */
export function refuseInvalid(operation: OperationName, request: object): void {
  if (!isObject(request)) {
    const message = `the request of ${operation} is ${String(request)}; expected an object [LD1301]`;
    throw new LogsError("InvalidParameterException", message, { operation });
  }
  const unknown = unknownMembers(operation, request);
  const broken = violations(operation, request);
  if (unknown.length + broken.length === 0) return;
  const found = [...unknown.map((one) => unknownMember(operation, one)), ...broken];
  const message = `${[...new Set(found.map(({ message }) => message))].join(". ")} [LD1302]`;
  throw new LogsError("InvalidParameterException", message, { operation, violations: found });
}

function unknownMember(operation: OperationName, { member, meant }: UnknownMember): Violation {
  const known = Object.keys(operations[operation].request).join(", ");
  const message =
    meant === undefined
      ? `${operation} has no member ${member} that is known here, and the service ignores what it does not know. Its members are ${known}; call() sends others as they are`
      : `${operation} has no member ${member}, and the service would ignore it. Write ${meant}`;
  return { member, constraint: "Member is unknown", message };
}
