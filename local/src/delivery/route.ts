import { parseArn } from "@log-destinations/core";
import { everywhere } from "../addresses/scopes.ts";
import { parseStreamArn, type StreamAddress, streamKinds } from "../addresses/stream-arn.ts";
import { isRoleArn, literalWildcard, permits, type Source, trusts } from "../iam/role.ts";
import { findRole, versionInForce } from "../iam/role-store.ts";
import { findStream } from "../kinesis/stream-store.ts";
import type { Call } from "../service/call.ts";
import type { RoleVersion, StreamRecord } from "../state/records.ts";

/** A way for records: a role of an account that writes to a stream. */
export interface Route {
  /** The account whose role and stream it is. */
  readonly owner: string;
  readonly roleArn: string;
  readonly targetArn: string;
  /** On whose behalf the role is assumed. */
  readonly source: Source;
}

/** The stream at the end of a route, or why nothing gets there. */
export function checkRoute(call: Call, route: Route): { target: StreamAddress } | { why: string } {
  const { owner, roleArn, targetArn, source } = route;
  const target = parseStreamArn(targetArn);
  if (!target) return { why: `${targetArn} is neither a Kinesis data stream nor a Firehose stream` };
  const stream = findStream(call.state, target);
  const role = checkRole(call, roleArn, owner, source);
  const why =
    whyStreamFails(call, target, stream, owner) ?? role.why ?? whyNotPermitted(role.version, target, stream, source);
  return why === undefined ? { target } : { why: `${roleArn} cannot write to ${targetArn}: ${why}` };
}

function whyStreamFails(call: Call, target: StreamAddress, stream: StreamRecord | undefined, owner: string) {
  // A stream can let in roles of other accounts by a policy of its own [F130], which is not modelled.
  if (target.account !== owner) return `the stream is of another account than ${owner}`;
  if (!stream) return isMissing(call, target.arn) ? "the stream does not exist" : undefined;
  return stream.status === "ACTIVE" ? undefined : `the stream is ${stream.status}`;
}

/** Of a role or stream without a record: one that was never heard of counts as healthy, except where `strict` is set. */
function isMissing({ settings, state }: Pick<Call, "state" | "settings">, arn: string): boolean {
  return settings.strict || state.table("removed").get(everywhere, arn) !== undefined;
}

/** Why a role cannot be assumed, or the version of it that is in force: none where it counts as healthy undeclared. */
export function checkRole(
  { state, settings, now }: Call,
  roleArn: string,
  owner: string,
  source: Source,
): { version?: RoleVersion; why?: string } {
  if (!isRoleArn(roleArn)) return { why: `${roleArn} is not the ARN of a role` };
  if (parseArn(roleArn)?.account !== owner) return { why: `the role is of another account than ${owner}` };
  const record = findRole(state, roleArn);
  if (!record) return isMissing({ state, settings }, roleArn) ? { why: "the role does not exist" } : {};
  const version = versionInForce(record, { now, propagation: settings.propagation });
  if (!version) return { why: "IAM has not spread the role yet" };
  if (trusts(version, source)) return { version };
  const why = `its trust policy does not let CloudWatch Logs assume it for ${source.account} in ${source.region}`;
  const mistake = literalWildcard(version);
  return { why: mistake === undefined ? why : `${why}: ${mistake}` };
}

function whyNotPermitted(
  role: RoleVersion | undefined,
  target: StreamAddress,
  stream: StreamRecord | undefined,
  source: Source,
) {
  if (!role) return undefined;
  const { action } = streamKinds[target.service];
  if (!permits(role, action, target.arn, source)) return `none of its policies allows ${action}`;
  const key = stream?.kmsKeyArn;
  if (key === undefined || permits(role, "kms:GenerateDataKey", key, source)) return undefined;
  return `none of its policies allows kms:GenerateDataKey on ${key}`;
}
