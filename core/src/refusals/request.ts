import { LogsError } from "../errors.ts";
import { isObject } from "../json.ts";
import { operations } from "../operations/table.ts";
import { type UnknownMember, unknownMembers, type Violation, violations } from "../operations/validate.ts";
import type { OperationName } from "../operations/wire-types.ts";
import { wrongArns } from "./arns.ts";

/**
 * Refuses a request that the service would refuse, and one with a member that it would ignore.
 * @param region where the request is sent, if that is known
 * @throws LogsError `InvalidParameterException` with the violations
 */
export function refuseInvalid(operation: OperationName, request: object, region?: string): void {
  if (!isObject(request)) {
    const message = `the request of ${operation} is ${String(request)}; expected an object [LD1301]`;
    throw new LogsError("InvalidParameterException", message, { operation });
  }
  const found = [
    ...unknownMembers(operation, request).map((unknown) => unknownMember(operation, unknown)),
    ...violations(operation, request),
    ...wrongArns(operation, request, region),
  ];
  if (found.length === 0) return;
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
