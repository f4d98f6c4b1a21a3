import { LogsError, type PolicyFinding } from "@log-destinations/core";

/**
 * A refusal, under the class and in the words of the service.
 * @param findings what a refused access policy breaks, for whoever calls in this process: the wire has no place for it
 */
export function serviceError(
  code: string,
  message: string,
  status = 400,
  findings: readonly PolicyFinding[] = [],
): LogsError {
  return new LogsError(code, message, { status, attempts: 1, findings });
}
