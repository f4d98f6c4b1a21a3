import { parseArn } from "@log-destinations/core";
import {
  isRoleArn,
  mayAssumeRole,
  parseStreamArn,
  type StreamAddress,
  type TrustSource,
  type Verdict,
} from "@log-destinations/core/service";
import { everywhere } from "../addresses/scopes.ts";
import { permits } from "../iam/policies.ts";
import { findRole, versionInForce } from "../iam/role-store.ts";
import { findStream } from "../kinesis/stream-store.ts";
import type { Call } from "../service/call.ts";
import type { RoleVersion, StreamRecord } from "../state/records.ts";
import { streamKinds } from "./stream-kinds.ts";

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
  const role = checkRole(call, roleArn, owner, source);
  const why =
    whyStreamFails(call, target, stream, owner) ?? role.why ?? whyNotPermitted(role.version, target, stream, source);
  return why === undefined ? { target } : { why: `${roleArn} cannot write to ${targetArn}: ${why}` };
}

function whyStreamFails(call: Call, target: StreamAddress, stream: StreamRecord | undefined, owner: string) {
  // A stream can let in roles of other accounts by a policy of its own [F130], which is not modelled.
  if (target.account !== owner) return `the stream is of another account than ${owner} [LD3202]`;
  if (!stream) return isMissing(call, target.arn) ? "the stream does not exist [LD3203]" : undefined;
  return stream.status === "ACTIVE" ? undefined : `the stream is ${stream.status} [LD3204]`;
}

/** Is a role or stream without a record missing? Unless `strict` is set, one that was never declared is healthy. */
function isMissing({ settings, state }: Pick<Call, "state" | "settings">, arn: string): boolean {
  return settings.strict || state.table("removed").get(everywhere, arn) !== undefined;
}

/**
 * Finds the reason why a role cannot be assumed, or the version of it that is in force. An undeclared role that counts
 * as healthy has neither.
 */
export function checkRole(
  { state, settings, now }: Call,
  roleArn: string,
  owner: string,
  source: TrustSource,
): { version?: RoleVersion; why?: string } {
  if (!isRoleArn(roleArn)) return { why: `${roleArn} is not the ARN of a role [LD3205]` };
  if (parseArn(roleArn)?.account !== owner) return { why: `the role is of another account than ${owner} [LD3206]` };
  const record = findRole(state, roleArn);
  if (!record) return isMissing({ state, settings }, roleArn) ? { why: "the role does not exist [LD3207]" } : {};
  const version = versionInForce(record, { now, propagation: settings.propagation });
  if (!version) return { why: "IAM has not spread the role yet [LD3208]" };
  const { answer, reason } = mayAssumeRole(version.trust, source);
  if (answer === "yes") return { version };
  const assume = "CloudWatch Logs assume it for";
  const forWhom = `${source.account} in ${source.region}`;
  return {
    why:
      answer === "no"
        ? `its trust policy does not let ${assume} ${forWhom}: ${reason} [LD3209]`
        : `whether its trust policy lets ${assume} ${forWhom} cannot be decided: ${reason} [LD3210]`,
  };
}

function whyNotPermitted(
  role: RoleVersion | undefined,
  target: StreamAddress,
  stream: StreamRecord | undefined,
  source: TrustSource,
) {
  if (!role) return undefined;
  const { action } = streamKinds[target.service];
  const key = stream?.kmsKeyArn;
  return (
    whyNot(permits(role, action, target.arn, source), action) ??
    (key === undefined
      ? undefined
      : whyNot(permits(role, "kms:GenerateDataKey", key, source), `kms:GenerateDataKey on ${key}`))
  );
}

function whyNot({ answer, reason }: Verdict, action: string): string | undefined {
  if (answer === "undecided") return `whether its policies allow ${action} cannot be decided: ${reason} [LD3212]`;
  return answer === "yes" ? undefined : `none of its policies allows ${action} [LD3211]`;
}
