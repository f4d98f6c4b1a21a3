import { LogsError } from "../errors.ts";

/** A `Map`, a list and a promise are objects too, but not in JSON. @throws LogsError `InvalidParameterException` */
export function refuseNotAnObject(operation: string, request: unknown): void {
  const kind = Object.prototype.toString.call(request).slice(8, -1);
  if (kind === "Object") return;
  const message = `the request of ${operation} is of type ${kind}; expected an object [LD1301]`;
  throw new LogsError("InvalidParameterException", message, { operation });
}
