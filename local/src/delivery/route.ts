import { parseArn } from "@log-destinations/core";
import {
  checkNeighbour,
  isAwsManagedKey,
  type KeyProperties,
  mayAssumeRole,
  type PermissionVerdict,
  parseStreamArn,
  type StreamAddress,
  type TrustSource,
} from "@log-destinations/core/service";
import { everywhere } from "../addresses/scopes.ts";
import { permits, type RoleInForce, sessionRole } from "../iam/policies.ts";
import { findRole } from "../iam/role-store.ts";
import { versionInForce } from "../iam/versions.ts";
import { findStream } from "../kinesis/stream-store.ts";
import { keyProperties } from "../kms/key-store.ts";
import type { Call } from "../service/call.ts";
import type { StreamRecord } from "../state/records.ts";
import { noteOf } from "./neighbour-notes.ts";

/** A route for records: a role of an account, and the stream that it writes to. */
export interface Route {
  /** The account whose role and stream it is. */
  readonly owner: string;
  readonly roleArn: string;
  readonly targetArn: string;
  /** The account on whose behalf the role is assumed. */
  readonly source: TrustSource;
}

/** Finds the stream at the end of a route, or the reason why records cannot reach it. */
export function checkRoute(call: Call, route: Route): { target: StreamAddress } | { why: string } {
  const { owner, roleArn, targetArn, source } = route;
  const target = parseStreamArn(targetArn);
  if (!target) return { why: `${targetArn} is neither a Kinesis data stream nor a Firehose stream [LD3201]` };
  const stream = findStream(call.state, target);
  const key = stream?.kmsKeyArn === undefined ? undefined : keyProperties(call.state, target, stream.kmsKeyArn);
  const broken = checkNeighbour("target", { ...subjectOf(call, target, stream, key), owner });
  const role = checkRole(call, roleArn, owner, source);
  const why = (broken && noteOf(broken)) ?? role.why ?? whyNotPermitted(call, role.inForce, { target, stream, key });
  return why === undefined ? { target } : { why: `${roleArn} cannot write to ${targetArn}: ${why}` };
}

/** A stream as the table of neighbours' rules looks at it. */
function subjectOf(
  call: Call,
  { service, account, arn }: StreamAddress,
  stream: StreamRecord | undefined,
  key: KeyProperties | undefined,
) {
  // A stream can let in roles of other accounts by a policy of its own [F130], which is not modelled.
  const exists = stream !== undefined || !isMissing(call, arn);
  const { region } = call.caller;
  const { partition = "" } = parseArn(arn) ?? {};
  return { service, account, partition, region, exists, status: stream?.status, source: stream?.source, key };
}

/** Is a role or stream without a record missing? Unless `strict` is set, one that was never declared is healthy. */
export function isMissing({ settings, state }: Pick<Call, "state" | "settings">, arn: string): boolean {
  return settings.strict || state.table("removed").get(everywhere, arn) !== undefined;
}

/**
 * Finds the reason why a role cannot be assumed, or the version of it that is in force. An undeclared role that counts
 * as healthy has neither.
 */
export function checkRole(
  { state, settings, now, caller: { region } }: Call,
  roleArn: string,
  owner: string,
  source: TrustSource,
): { inForce?: RoleInForce; why?: string } {
  const record = findRole(state, roleArn);
  const exists = record !== undefined || !isMissing({ state, settings }, roleArn);
  const broken = checkNeighbour("role", { roleArn, owner, region, exists });
  if (broken) return { why: noteOf(broken) };
  if (!record) return {};
  const version = versionInForce(record.versions, { now, propagation: settings.propagation });
  if (!version) return { why: "IAM has not spread the role yet [LD3208]" };
  const distrusted = checkNeighbour("trust", { source, trust: mayAssumeRole(version.trust, source) });
  return distrusted ? { why: noteOf(distrusted) } : { inForce: { arn: roleArn, version } };
}

interface Writing {
  readonly target: StreamAddress;
  readonly stream: StreamRecord | undefined;
  readonly key: KeyProperties | undefined;
}

function whyNotPermitted(call: Call, role: RoleInForce | undefined, { target, stream, key }: Writing) {
  if (!role) return undefined;
  const keyArn = stream?.kmsKeyArn;
  // Firehose uses the key of a stream by a grant of its own [F314], and a key of AWS asks nothing of the role [F325].
  const asked = keyArn !== undefined && target.service === "kinesis" && !isAwsManagedKey(keyArn);
  const verdicts = new Map<string, PermissionVerdict>();
  const broken = checkNeighbour("writer", {
    role: sessionRole(call, role),
    stream: target,
    ...(asked && { key: { arn: key?.arn ?? keyArn, properties: key } }),
    permits: (action, resource) => {
      const verdict = verdicts.get(action) ?? permits(call, role, { action, resource }, target);
      verdicts.set(action, verdict);
      return verdict;
    },
  });
  return broken && noteOf(broken);
}
