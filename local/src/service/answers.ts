import { LogsError } from "@log-destinations/core";

/** A refusal, under the class and in the words of the service. */
export function answer(code: string, message: string, status = 400): LogsError {
  return new LogsError(code, message, { status, attempts: 1 });
}
