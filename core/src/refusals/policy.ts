import { LogsError } from "../errors.ts";
import type { PolicyContext, PolicyFinding } from "../policy/finding.ts";
import { checkAccessPolicy } from "../policy/rules/check-access-policy.ts";

/**
 * Refuses an access policy that the service would refuse, and passes on the findings about any other.
 * @throws LogsError `InvalidParameterException` with the findings
 */
export function refuseBadPolicy(
  accessPolicy: string,
  context: PolicyContext,
  onAdvice: ((finding: PolicyFinding) => void) | undefined,
): void {
  const findings = checkAccessPolicy(accessPolicy, context);
  const refused = findings.filter(({ severity }) => severity === "refused");
  if (refused.length > 0) {
    const said = refused
      .map(({ rule, where, message, remedy }) => `${where} ${message}; ${remedy} [${rule}]`)
      .join(". ");
    throw new LogsError("InvalidParameterException", `the service refuses this accessPolicy: ${said}`, {
      operation: "PutDestinationPolicy",
      findings: refused,
    });
  }
  for (const finding of findings) onAdvice?.(finding);
}
