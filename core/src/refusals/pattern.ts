import { LogsError } from "../errors.ts";
import { filterPatternProblem } from "../patterns/filter-pattern.ts";

/**
 * Refuses a filter pattern that the service is known to refuse.
 * @throws LogsError `InvalidParameterException`
 */
export function refuseBadFilterPattern(filterPattern: string): void {
  const problem = filterPatternProblem(filterPattern);
  if (problem === undefined) return;
  const { answer, message: why } = problem;
  const message = `the service refuses the filterPattern ${JSON.stringify(filterPattern)}, "${answer}": ${why}`;
  throw new LogsError("InvalidParameterException", message, { operation: "PutSubscriptionFilter" });
}
