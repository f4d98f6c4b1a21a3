import { parseArn } from "@log-destinations/core";
import { matchesPattern } from "@log-destinations/core/service";
import type { Caller } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";

/**
 * Refuses a role that the caller may not pass to the service.
 * @throws LogsError `AccessDeniedException`
 */
export function refuseRolePassing(caller: Caller, roleArn: string): void {
  const role = parseArn(roleArn);
  // Documented for subscription filters [F99]; for a destination's role the same words are inferred [F37].
  if (role?.service === "iam" && role.account !== caller.account) {
    throw serviceError("AccessDeniedException", "Cross-account role passing is not allowed.");
  }
  if (caller.passRole.some((pattern) => matchesPattern(pattern, roleArn))) return;
  const denied = `User: ${caller.arn} is not authorized to perform: iam:PassRole on resource: ${roleArn}`;
  throw serviceError(
    "AccessDeniedException",
    `${denied} because no identity-based policy allows the iam:PassRole action`,
  );
}
