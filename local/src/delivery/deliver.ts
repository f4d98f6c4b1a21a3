import type { LogEvent } from "@log-destinations/core/records";
import {
  type FunctionAddress,
  parseFunctionArn,
  parseStreamArn,
  type StreamAddress,
} from "@log-destinations/core/service";
import { trustSource } from "../iam/trust-source.ts";
import { putData } from "../kinesis/record-store.ts";
import { recordInvocation } from "../lambda/function-store.ts";
import type { Call } from "../service/call.ts";
import { denialHints } from "./denial-hints.ts";
import { checkFunction, isLogGroupOf } from "./function-target.ts";
import { logGroupsOfPipeline, noteLoop } from "./loops.ts";
import { noteOf } from "./neighbour-notes.ts";
import { dataRecords, type OutgoingRecord } from "./payload.ts";
import { checkRole, checkRoute } from "./route.ts";
import { decideSubscription, destinationAt, ownerOf } from "./subscription.ts";
import { type Subscription, subscriptionsOf } from "./subscriptions.ts";

/**
 * Sends new log events to the targets of their group's filters, and of the account's subscription beside them [F217].
 * What cannot be delivered is noted and dropped.
 */
export function deliver(
  call: Call,
  { logGroup, logStream }: { logGroup: string; logStream: string },
  events: readonly LogEvent[],
): void {
  const { caller, settings } = call;
  const fields = { "@aws.account": caller.account, "@aws.region": caller.region, "@source.log": logGroup };
  for (const subscription of subscriptionsOf(call, logGroup)) {
    const { level, name, matches, distribution } = subscription;
    if (!subscription.selects(fields)) continue;
    const matching = events.filter(({ message }) => matches(message));
    if (matching.length === 0) continue;
    const found = targetOf(call, subscription, logGroup);
    if ("why" in found) {
      settings.note(`${kinds[level]} ${name} delivers nothing of ${logGroup}: ${found.why}`);
      continue;
    }
    const { target } = found;
    if (target.service !== "lambda" && logGroupsOfPipeline(call, target).includes(logGroup)) {
      noteLoop(call, target, { subscription: `${kinds[level]} ${name}`, logGroup, excluded: subscription.excluded });
      continue;
    }
    const envelope = {
      owner: caller.account,
      logGroup,
      logStream,
      // Of an account it is the policy's name, by inference. [F222]
      subscriptionFilters: [name],
      // [F220]
      ...(level === "account" && { policyLevel: "ACCOUNT_LEVEL_POLICY" }),
    };
    const sent = withFields(matching, fields, subscription.emitSystemFields);
    for (const part of dataRecords(envelope, sent, distribution)) write(call, target, part);
  }
}

type Target = StreamAddress | FunctionAddress;

function write(call: Call, target: Target, part: OutgoingRecord): void {
  if (target.service === "lambda") recordInvocation(call, target, part.data);
  else putData(call, target, part);
}

/** The log events with their system fields, where a subscription asks for some. [F394] */
function withFields(
  events: readonly LogEvent[],
  fields: Readonly<Record<string, string>>,
  names: readonly string[],
): readonly LogEvent[] {
  if (names.length === 0) return events;
  const extractedFields = Object.fromEntries(names.map((name) => [name, fields[name] ?? ""]));
  return events.map((event) => ({ ...event, extractedFields }));
}

const kinds = { account: "the account policy", "log-group": "the filter" } as const;

/** Finds the stream or function in which a subscription's log events arrive, or the reason why they do not. */
export function targetOf(
  call: Call,
  subscription: Subscription,
  logGroup: string,
): { target: Target } | { why: string } {
  const { caller, state } = call;
  const source = trustSource(state, caller);
  const { destinationArn, roleArn, principalId, level } = subscription;
  if (parseStreamArn(destinationArn)) {
    return checkRoute(call, { owner: caller.account, roleArn: roleArn ?? "", targetArn: destinationArn, source });
  }
  const target = parseFunctionArn(destinationArn);
  if (target) {
    if (isLogGroupOf(target, logGroup)) {
      return { why: `it is the log group of ${destinationArn} itself, which gets nothing of its own [LD3245]` };
    }
    const broken = checkFunction(call, target, logGroup);
    return broken ? { why: `${destinationArn} cannot be invoked: ${noteOf(broken)}` } : { target };
  }
  const record = destinationAt(call, destinationArn);
  if (!record) return { why: `${destinationArn} does not exist [LD3221]` };
  const { account } = caller;
  const decision = decideSubscription(state, record, { account, principalId }, level);
  if (!decision.allowed) {
    const why = `the access policy of ${destinationArn} does not allow ${account} [LD3222]`;
    const more = decision.reason === "explicit-deny" ? [] : denialHints(state, record, account, decision);
    return { why: [why, ...more].join("; ") };
  }
  const why = whySenderFails(call, subscription, decision.roleRequired);
  if (why !== undefined) return { why };
  const { roleArn: ownersRole, targetArn, arn } = record.destination;
  return checkRoute(call, { owner: ownerOf(arn), roleArn: ownersRole, targetArn, source });
}

function whySenderFails(call: Call, { roleArn, level }: Subscription, roleRequired: boolean): string | undefined {
  if (roleArn === undefined) {
    return roleRequired
      ? `the destination lets in by organization, and ${kinds[level]} has no role [LD3223]`
      : undefined;
  }
  const { why } = checkRole(call, roleArn, call.caller.account, trustSource(call.state, call.caller));
  return why && `${roleArn} cannot be assumed: ${why}`;
}
