import { parseArn } from "@log-destinations/core";
import {
  type NamedPolicy,
  type PermissionVerdict,
  rolePermits,
  type SessionRequest,
  type SessionRole,
  type StreamAddress,
} from "@log-destinations/core/service";
import { everywhere } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import type { RoleVersion } from "../state/records.ts";
import { awsManagedPolicy, isAwsManaged } from "./aws-managed-policies.ts";
import { findPolicy } from "./policy-store.ts";
import { versionInForce } from "./versions.ts";

/** A role as it is in force. */
export interface RoleInForce {
  readonly arn: string;
  readonly version: RoleVersion;
}

/** May the role's session make this request, to write to the stream or about the log group? */
export function permits(
  call: Call,
  { arn, version }: RoleInForce,
  request: Pick<SessionRequest, "action" | "resource">,
  stream: Pick<StreamAddress, "arn">,
): PermissionVerdict {
  const { permissions, managedPolicyArns = [], permissionsBoundary } = version;
  const inline = Object.entries(permissions).map(([name, document]) => ({ name, document }));
  const policies = [...inline, ...managedPolicyArns.flatMap((policyArn) => managedPolicy(call, policyArn) ?? [])];
  const boundary = permissionsBoundary === undefined ? undefined : boundaryOf(call, permissionsBoundary);
  const role = sessionRole(call, { arn, version });
  return rolePermits({ policies, boundary }, { ...request, streamArn: stream.arn, role });
}

/** What a policy can say of the role's session. */
export function sessionRole({ state }: Call, { arn, version: { tags } }: RoleInForce): SessionRole {
  return { arn, tags, ...state.table("accounts").get(everywhere, parseArn(arn)?.account ?? "") };
}

/** A managed policy as it is in force; `undefined` while it is too young. */
function managedPolicy({ state, settings, now }: Call, name: string): NamedPolicy | undefined {
  if (isAwsManaged(name)) return { name, document: awsManagedPolicy(name) };
  const version = versionInForce(findPolicy(state, name)?.versions ?? [], { now, propagation: settings.propagation });
  return version && { name, document: version.document };
}

/** A boundary that is too young allows nothing yet. */
function boundaryOf(call: Call, name: string): NamedPolicy {
  return managedPolicy(call, name) ?? { name, document: "" };
}
