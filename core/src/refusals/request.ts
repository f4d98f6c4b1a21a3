import { LogsError } from "../errors.ts";
import { operations } from "../operations/table.ts";
import { type UnknownMember, unknownMembers, type Violation, violations } from "../operations/validate.ts";
import type { OperationName } from "../operations/wire-types.ts";
import { wrongArns } from "./arns.ts";
import { refuseNotAnObject } from "./not-an-object.ts";

/**
 * Refuses a request that the service would refuse, and one with a member that it would ignore.
 * @param region where the request is sent, if that is known
 * @throws LogsError `InvalidParameterException` with the violations
 */
export function refuseInvalid(operation: OperationName, request: object, region?: string): void {
  refuseNotAnObject(operation, request);
  const found = [
    ...hiddenMembers(operation, request),
    ...unknownMembers(operation, request).map((unknown) => unknownMember(operation, unknown)),
    ...violations(operation, request),
    ...wrongArns(operation, request, region),
  ];
  if (found.length === 0) return;
  const message = `${[...new Set(found.map(({ message }) => message))].join(". ")} [LD1302]`;
  throw new LogsError("InvalidParameterException", message, { operation, violations: found });
}

/** Members that are found in the request and that JSON leaves out, as those of a getter of a class. */
function hiddenMembers(operation: OperationName, request: object): Violation[] {
  const names = [...Object.keys(operations[operation].request), "toJSON"];
  return names
    .filter((name) => (request as Record<string, unknown>)[name] !== undefined)
    .filter((name) => !Object.prototype.propertyIsEnumerable.call(request, name))
    .map((member) => {
      const message = `${member} is inherited or hidden, and JSON would leave it out; write it as a member of a plain object`;
      return { member, constraint: "Member is hidden", message };
    });
}

function unknownMember(operation: OperationName, { member, meant }: UnknownMember): Violation {
  const known = Object.keys(operations[operation].request).join(", ");
  const message =
    meant === undefined
      ? `${operation} has no member ${member} that is known here, and the service ignores what it does not know. Its members are ${known}; call() sends others as they are`
      : `${operation} has no member ${member}, and the service would ignore it. Write ${meant}`;
  return { member, constraint: "Member is unknown", message };
}
