import type { LogGroup } from "@log-destinations/core";
import { checkNeighbour, retentionDays } from "@log-destinations/core/service";
import { logGroupArn, parseLogGroupArn } from "../addresses/log-group-arn.ts";
import { isKeyMissing, keyArnOf, keyProperties } from "../kms/key-store.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { LogGroupRecord } from "../state/records.ts";
import { existingGroup } from "./existing-group.ts";
import { putGroup } from "./group-store.ts";
import { refuseBroken } from "./refuse-broken.ts";

/** What DescribeLogGroups tells of a log group beside its name and place. */
export function attributesOf(group: LogGroupRecord): Partial<LogGroup> {
  const { retentionInDays, logGroupClass = "STANDARD", kmsKeyId, deletionProtectionEnabled = false } = group;
  return {
    ...(retentionInDays !== undefined && { retentionInDays }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    logGroupClass,
    // In every item, also where it is false. [F324]
    deletionProtectionEnabled,
  };
}

/**
 * Refuses a key that CloudWatch Logs may not encrypt a log group with. A key that was never declared counts as healthy.
 * @throws LogsError `InvalidParameterException` or `AccessDeniedException`
 */
export function refuseKey(call: Call, logGroupName: string, kmsKeyId: string): void {
  const { state, caller } = call;
  const key = keyProperties(state, caller, kmsKeyId);
  const exists = !isKeyMissing(state, keyArnOf(state, caller, kmsKeyId) ?? kmsKeyId);
  const subject = { kmsKeyId, logGroupArn: logGroupArn(caller, logGroupName), exists, ...(key && { key }) };
  refuseBroken(call, checkNeighbour("logGroupKey", subject));
}

/** Writes a log group with other attributes; an attribute that is `undefined` is taken away. */
function change(call: Call, group: LogGroupRecord, attributes: Partial<Record<keyof LogGroupRecord, unknown>>): object {
  const changed = Object.entries({ ...group, ...attributes }).filter(([, value]) => value !== undefined);
  putGroup(call.state, { ...call.caller, logGroupName: group.logGroupName }, Object.fromEntries(changed) as never);
  return {};
}

export function putRetentionPolicy(
  call: Call,
  { logGroupName, retentionInDays }: { logGroupName: string; retentionInDays: number },
): object {
  const group = existingGroup(call, logGroupName);
  if (!retentionDays.includes(retentionInDays)) {
    // The numbers are documented, the words of the answer are inferred. [F321, F322]
    throw serviceError("InvalidParameterException", `Invalid retentionInDays: ${retentionInDays}`);
  }
  refuseBroken(call, checkNeighbour("retention", group));
  return change(call, group, { retentionInDays });
}

export function deleteRetentionPolicy(call: Call, { logGroupName }: { logGroupName: string }): object {
  const group = existingGroup(call, logGroupName);
  refuseBroken(call, checkNeighbour("retention", group));
  return change(call, group, { retentionInDays: undefined });
}

interface KeyTarget {
  logGroupName?: string | undefined;
  resourceIdentifier?: string | undefined;
}

export function associateKmsKey(
  call: Call,
  { logGroupName, resourceIdentifier, kmsKeyId }: KeyTarget & { kmsKeyId: string },
): object {
  const group = encryptedGroup(call, { logGroupName, resourceIdentifier });
  refuseKey(call, group.logGroupName, kmsKeyId);
  return change(call, group, { kmsKeyId });
}

export function disassociateKmsKey(call: Call, { logGroupName, resourceIdentifier }: KeyTarget): object {
  return change(call, encryptedGroup(call, { logGroupName, resourceIdentifier }), { kmsKeyId: undefined });
}

/** The log group that a request names in one of two ways. That it gets these errors is inferred. [F323] */
function encryptedGroup(call: Call, { logGroupName, resourceIdentifier }: KeyTarget): LogGroupRecord {
  if ((logGroupName === undefined) === (resourceIdentifier === undefined)) {
    const message = "Exactly one of logGroupName and resourceIdentifier must be specified.";
    throw serviceError("InvalidParameterException", message);
  }
  return logGroupName === undefined ? groupBy(call, resourceIdentifier ?? "") : existingGroup(call, logGroupName);
}

/** A log group of the caller by its ARN, without `:*`, or by its name. */
function groupBy(call: Call, identifier: string): LogGroupRecord {
  if (!identifier.startsWith("arn:")) return existingGroup(call, identifier);
  const address = parseLogGroupArn(identifier);
  if (!address) {
    const message = `${identifier} is not the ARN of a log group; other resources are not modelled by the local service [LD3071]`;
    throw serviceError("InvalidParameterException", message);
  }
  const { account, region } = call.caller;
  const own = address.account === account && address.region === region;
  // No name is empty: that of another account is not found here.
  return existingGroup(call, own ? address.logGroupName : "");
}

export function putLogGroupDeletionProtection(
  call: Call,
  { logGroupIdentifier, deletionProtectionEnabled }: { logGroupIdentifier: string; deletionProtectionEnabled: boolean },
): object {
  const group = groupBy(call, logGroupIdentifier);
  return change(call, group, { deletionProtectionEnabled: deletionProtectionEnabled || undefined });
}
