import { LogsError, type PolicyFinding } from "@log-destinations/core";

/**
 * An error of the service, with its class and its words.
 * @param findings the rules that a refused access policy breaks, for callers in this process; they are not sent over the wire
 */
export function serviceError(
  code: string,
  message: string,
  status = 400,
  findings: readonly PolicyFinding[] = [],
): LogsError {
  return new LogsError(code, message, { status, attempts: 1, findings });
}
