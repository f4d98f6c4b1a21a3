import { checkNeighbour, matchesPattern } from "@log-destinations/core/service";
import type { Caller } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { refuseWithoutNote } from "./refuse-broken.ts";

/**
 * Refuses a role that the caller may not pass to the service.
 * @throws LogsError `AccessDeniedException`
 */
export function refuseRolePassing(caller: Caller, roleArn: string): void {
  refuseWithoutNote(checkNeighbour("role", { roleArn, owner: caller.account, region: caller.region, exists: true }));
  if (caller.passRole.some((pattern) => matchesPattern(pattern, roleArn))) return;
  const denied = `User: ${caller.arn} is not authorized to perform: iam:PassRole on resource: ${roleArn}`;
  throw serviceError(
    "AccessDeniedException",
    `${denied} because no identity-based policy allows the iam:PassRole action`,
  );
}
