import type { SubscriptionFilter } from "@log-destinations/core";
import type { LogEvent } from "@log-destinations/core/records";
import { parseStreamArn, readFilterPattern, type StreamAddress } from "@log-destinations/core/service";
import { groupScope } from "../addresses/scopes.ts";
import { trustSource } from "../iam/trust-source.ts";
import { putData } from "../kinesis/record-store.ts";
import type { Call } from "../service/call.ts";
import type { SubscriptionFilterRecord } from "../state/records.ts";
import { denialHints } from "./denial-hints.ts";
import { dataRecords } from "./payload.ts";
import { checkRole, checkRoute } from "./route.ts";
import { decideSubscription, destinationAt, ownerOf } from "./subscription.ts";

/** The patterns of filters; a filter that is put again is another record. */
const matchers = new WeakMap<SubscriptionFilterRecord, ReturnType<typeof readFilterPattern>>();

/** Sends new log events to the targets of their group's filters. What cannot be delivered is noted and dropped. */
export function deliver(
  call: Call,
  { logGroup, logStream }: { logGroup: string; logStream: string },
  events: readonly LogEvent[],
): void {
  const { caller, state, settings } = call;
  for (const record of state.table("subscriptionFilters").all(groupScope(call.caller, logGroup))) {
    const { filterName, filterPattern, distribution } = record.filter;
    const matches = matchers.get(record) ?? readFilterPattern(filterPattern);
    matchers.set(record, matches);
    const matching = events.filter(({ message }) => matches(message));
    if (matching.length === 0) continue;
    const found = targetOf(call, record);
    if ("why" in found) {
      settings.note(`the filter ${filterName} of ${logGroup} delivers nothing: ${found.why}`);
      continue;
    }
    const envelope = { owner: caller.account, logGroup, logStream, subscriptionFilters: [filterName] };
    for (const part of dataRecords(envelope, matching, distribution)) putData(call, found.target, part);
  }
}

function targetOf(
  call: Call,
  { filter, principalId }: SubscriptionFilterRecord,
): { target: StreamAddress } | { why: string } {
  const { caller, state } = call;
  const source = trustSource(state, caller);
  const { destinationArn, roleArn } = filter;
  if (parseStreamArn(destinationArn)) {
    return checkRoute(call, { owner: caller.account, roleArn: roleArn ?? "", targetArn: destinationArn, source });
  }
  const record = destinationAt(call, destinationArn);
  if (!record) return { why: `${destinationArn} does not exist [LD3221]` };
  const { account } = caller;
  const decision = decideSubscription(state, record, { account, principalId });
  if (!decision.allowed) {
    const why = `the access policy of ${destinationArn} does not allow ${account} [LD3222]`;
    const more = decision.reason === "explicit-deny" ? [] : denialHints(state, record, account);
    return { why: [why, ...more].join("; ") };
  }
  const why = whySenderFails(call, filter, decision.roleRequired);
  if (why !== undefined) return { why };
  const { roleArn: ownersRole, targetArn, arn } = record.destination;
  return checkRoute(call, { owner: ownerOf(arn), roleArn: ownersRole, targetArn, source });
}

function whySenderFails(call: Call, { roleArn }: SubscriptionFilter, roleRequired: boolean): string | undefined {
  if (roleArn === undefined) {
    return roleRequired ? "the destination lets in by organization, and the filter has no role [LD3223]" : undefined;
  }
  const { why } = checkRole(call, roleArn, call.caller.account, trustSource(call.state, call.caller));
  return why && `${roleArn} cannot be assumed: ${why}`;
}
