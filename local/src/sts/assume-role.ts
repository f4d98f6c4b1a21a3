import { parseArn } from "@log-destinations/core";
import { isRoleArn, mayCallerAssumeRole } from "@log-destinations/core/service";
import { isMissing } from "../delivery/route.ts";
import { findRole } from "../iam/role-store.ts";
import { trustSource } from "../iam/trust-source.ts";
import { uniqueId } from "../iam/unique-id.ts";
import { versionInForce } from "../iam/versions.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";

interface AssumeRoleRequest {
  RoleArn: string;
  RoleSessionName: string;
  DurationSeconds?: number;
  ExternalId?: string;
}

/**
 * Opens a session of a role whose trust policy lets the caller in. A role that was never declared lets everybody in, unless
 * `strict` is set.
 */
export function assumeRole(call: Call, request: AssumeRoleRequest): object {
  const { RoleArn, RoleSessionName, DurationSeconds = 3600, ExternalId } = request;
  if (!isRoleArn(RoleArn)) throw serviceError("ValidationError", `${RoleArn} is invalid`);
  refuseDistrusted(call, request, ExternalId);
  const { partition, account = "", resource = "" } = parseArn(RoleArn) ?? {};
  const roleName = resource.slice(resource.lastIndexOf("/") + 1);
  const callerArn = `arn:${partition}:sts::${account}:assumed-role/${roleName}/${RoleSessionName}`;
  const principalId = uniqueId("AROA", RoleArn);
  const session = call.sessions.open({ account, callerArn, principalId }, DurationSeconds);
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = session;
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expiration).toISOString().replace(/\.\d+/, ""),
    },
    AssumedRoleUser: { AssumedRoleId: `${principalId}:${RoleSessionName}`, Arn: callerArn },
  };
}

/** @throws LogsError `AccessDenied`, whose words do not say why [F427]; a note does. `ValidationError` for a long session */
function refuseDistrusted(
  call: Call,
  { RoleArn, RoleSessionName, DurationSeconds = 3600 }: AssumeRoleRequest,
  externalId?: string,
) {
  const { caller, state, settings, now } = call;
  const record = findRole(state, RoleArn);
  const denied = (why: string): Error => {
    settings.note(`${caller.arn} cannot assume ${RoleArn}: ${why}`);
    const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
    return serviceError("AccessDenied", message, 403);
  };
  if (!record) {
    if (isMissing(call, RoleArn)) throw denied("it does not exist [LD3402]");
    return;
  }
  const version = versionInForce(record.versions, { now, propagation: settings.propagation });
  if (!version) throw denied("IAM has not spread it yet [LD3403]");
  const { account, arn } = caller;
  const answer = mayCallerAssumeRole(version.trust, {
    ...trustSource(state, caller),
    account,
    arn,
    externalId,
    roleSessionName: RoleSessionName,
  });
  if (answer === "no") throw denied("its trust policy does not let this caller in [LD3404]");
  if (answer === "undecided") throw denied("its trust policy hangs on a condition that is not evaluated here [LD3405]");
  if (DurationSeconds > (version.maxSessionDuration ?? 3600)) {
    const message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    throw serviceError("ValidationError", message);
  }
}
