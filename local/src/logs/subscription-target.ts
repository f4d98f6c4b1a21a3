import { parseArn, parseDestinationArn } from "@log-destinations/core";
import { parseStreamArn, streamNeedsRole, undeliverableTexts } from "@log-destinations/core/service";
import { denialHints } from "../delivery/denial-hints.ts";
import { checkRole } from "../delivery/route.ts";
import { decideSubscription, destinationAt, type SubscriptionLevel } from "../delivery/subscription.ts";
import { sendTestMessage } from "../delivery/test-message.ts";
import { trustSource } from "../iam/trust-source.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { refuseRolePassing } from "./pass-role.ts";

/** Where the events of a subscription go, and the sender's role. */
interface SubscriptionTarget {
  readonly destinationArn: string;
  readonly roleArn: string | undefined;
}

/**
 * Refuses the target of a subscription that its sender may not use, or that events do not reach.
 * @throws LogsError
 */
export function refuseTarget(call: Call, target: SubscriptionTarget, level: SubscriptionLevel = "log-group"): void {
  if (parseDestinationArn(target.destinationArn)) refuseDestination(call, target, level);
  else refuseStream(call, target);
}

function refuseDestination(
  call: Call,
  { destinationArn, roleArn }: SubscriptionTarget,
  level: SubscriptionLevel,
): void {
  const { caller, state, settings } = call;
  const record = destinationAt(call, destinationArn);
  if (!record) throw serviceError("ResourceNotFoundException", "The specified destination does not exist.");
  const decision = decideSubscription(state, record, caller, level);
  const { action: refused = "logs:PutSubscriptionFilter" } = decision;
  const action = `is not authorized to perform: ${refused} on resource: ${destinationArn}`;
  if (!decision.allowed && decision.reason === "explicit-deny") {
    throw serviceError(
      "AccessDeniedException",
      `User: ${caller.arn} ${action} with an explicit deny in a resource-based policy`,
    );
  }
  if (!decision.allowed) {
    for (const line of denialHints(state, record, caller.account, decision)) settings.note(line);
    throw serviceError("AccessDeniedException", `User with accountId: ${caller.account} ${action}`);
  }
  if (roleArn === undefined) {
    if (!decision.roleRequired) return;
    const message =
      "Role ARN is required when creating subscription filter against destination with Organization access policy";
    // Of an account it has a full stop. [F97, F191]
    throw serviceError("InvalidParameterException", level === "account" ? `${message}.` : message);
  }
  refuseRolePassing(caller, roleArn);
  const { why } = checkRole(call, roleArn, caller.account, trustSource(state, caller));
  if (why === undefined) return;
  settings.note(`${roleArn} cannot be assumed: ${why}`);
  const message = "Make sure you have given CloudWatch Logs permission to assume the provided role.";
  throw serviceError("ValidationException", message);
}

/** Checks a stream as a direct target, without a destination; it belongs to the sender. */
function refuseStream(call: Call, { destinationArn: targetArn, roleArn }: SubscriptionTarget): void {
  const { caller, state } = call;
  const target = parseStreamArn(targetArn);
  if (!target) {
    // The words are inferred. [F102]
    const service = parseArn(targetArn)?.service;
    const got =
      service === "lambda"
        ? "Lambda functions are not modelled by the local service [LD3303]"
        : "Invalid destinationArn";
    throw serviceError("InvalidParameterException", got);
  }
  if (roleArn === undefined) throw serviceError("InvalidParameterException", streamNeedsRole(target.service));
  refuseRolePassing(caller, roleArn);
  const route = { owner: caller.account, roleArn, targetArn, source: trustSource(state, caller) };
  sendTestMessage(call, route, undeliverableTexts[target.service]);
}
