import { parseArn, parseDestinationArn } from "@log-destinations/core";
import {
  functionTakesNoRole,
  noTargetOf,
  parseFunctionArn,
  parseStreamArn,
  streamNeedsRole,
  undeliverableTexts,
} from "@log-destinations/core/service";
import { logGroupArn } from "../addresses/log-group-arn.ts";
import { denialHints } from "../delivery/denial-hints.ts";
import { checkFunction, isLogGroupOf } from "../delivery/function-target.ts";
import { checkRole } from "../delivery/route.ts";
import { streamKinds } from "../delivery/stream-kinds.ts";
import { decideSubscription, destinationAt, type SubscriptionLevel } from "../delivery/subscription.ts";
import { sendTestMessage } from "../delivery/test-message.ts";
import { permits, type RoleInForce } from "../iam/policies.ts";
import { trustSource } from "../iam/trust-source.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { refuseRolePassing } from "./pass-role.ts";
import { refuseBroken } from "./refuse-broken.ts";

/** Where the events of a subscription go, and the sender's role. */
interface SubscriptionTarget {
  readonly destinationArn: string;
  readonly roleArn: string | undefined;
  /** The log group whose subscription it is; none for that of an account. */
  readonly logGroup?: string;
}

/**
 * Refuses the target of a subscription that its sender may not use, or that events do not reach.
 * @throws LogsError
 */
export function refuseTarget(call: Call, target: SubscriptionTarget, level: SubscriptionLevel = "log-group"): void {
  const { destinationArn } = target;
  const service = parseArn(destinationArn)?.service ?? "";
  if (parseDestinationArn(destinationArn)) refuseDestination(call, target, level);
  else if (service === "lambda") refuseFunction(call, target);
  // An account policy gets the same answer as a filter, by inference. [F378]
  else if (!["", "logs", ...streamServices].includes(service)) {
    throw serviceError("InvalidParameterException", noTargetOf(service));
  } else refuseStream(call, target);
}

const streamServices: readonly string[] = Object.keys(streamKinds);

/** Checks a Lambda function, which takes no role. No test message is sent. [F389] */
function refuseFunction(call: Call, { destinationArn, roleArn, logGroup }: SubscriptionTarget): void {
  const target = parseFunctionArn(destinationArn);
  // The words are inferred. [F102]
  if (!target) throw serviceError("InvalidParameterException", "Invalid destinationArn");
  if (roleArn !== undefined) throw serviceError("InvalidParameterException", functionTakesNoRole);
  refuseBroken(call, checkFunction(call, target, logGroup));
  if (logGroup === undefined || !isLogGroupOf(target, logGroup)) return;
  call.settings.note(
    `${logGroup} is the log group of ${destinationArn} itself, which gets nothing of its own [LD3246]`,
  );
}

function refuseDestination(
  call: Call,
  { destinationArn, roleArn, logGroup }: SubscriptionTarget,
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
  const { inForce, why } = checkRole(call, roleArn, caller.account, trustSource(state, caller));
  if (why === undefined) {
    if (inForce && logGroup !== undefined) noteLackingPermission(call, inForce, logGroup);
    return;
  }
  settings.note(`${roleArn} cannot be assumed: ${why}`);
  const message = "Make sure you have given CloudWatch Logs permission to assume the provided role.";
  throw serviceError("ValidationException", message);
}

/** A role without the documented permission is taken all the same, by inference. [F118, F398] */
function noteLackingPermission(call: Call, role: RoleInForce, logGroup: string): void {
  const arn = logGroupArn(call.caller, logGroup);
  const { answer } = permits(call, role, { action: "logs:PutLogEvents", resource: `${arn}:log-stream:*` }, { arn });
  if (answer === "yes") return;
  call.settings.note(
    `${role.arn} does not allow logs:PutLogEvents on ${arn}:*, which AWS documents as needed for a subscription by a ` +
      "role; whether events arrive without it is not known, and here they do [LD3248]",
  );
}

/** Checks a stream as a direct target, without a destination; it belongs to the sender. */
function refuseStream(call: Call, { destinationArn: targetArn, roleArn }: SubscriptionTarget): void {
  const { caller, state } = call;
  const target = parseStreamArn(targetArn);
  // The words are inferred. [F102]
  if (!target) throw serviceError("InvalidParameterException", "Invalid destinationArn");
  if (roleArn === undefined) throw serviceError("InvalidParameterException", streamNeedsRole(target.service));
  refuseRolePassing(caller, roleArn);
  const route = { owner: caller.account, roleArn, targetArn, source: trustSource(state, caller) };
  sendTestMessage(call, route, undeliverableTexts[target.service]);
}
