import type { Call } from "../service/call.ts";
import {
  changeRole,
  existingRole,
  noSuchEntity,
  pathAndName,
  refuseMalformed,
  refuseMissingPolicy,
} from "./iam-entities.ts";
import { iamPage, type PageRequest } from "./iam-page.ts";
import type { RoleReference } from "./role-operations.ts";

interface InlinePolicy extends RoleReference {
  PolicyName: string;
}

interface Attachment extends RoleReference {
  PolicyArn: string;
}

export function putRolePolicy(
  call: Call,
  { RoleName, PolicyName, PolicyDocument }: InlinePolicy & { PolicyDocument: string },
): object {
  const role = existingRole(call, RoleName);
  refuseMalformed(PolicyDocument);
  return changeRole(call, role, { permissions: { ...role.permissions, [PolicyName]: PolicyDocument } });
}

export function getRolePolicy(call: Call, { RoleName, PolicyName }: InlinePolicy): object {
  const document = existingInline(call, { RoleName, PolicyName });
  return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
}

export function deleteRolePolicy(call: Call, { RoleName, PolicyName }: InlinePolicy): object {
  existingInline(call, { RoleName, PolicyName });
  const role = existingRole(call, RoleName);
  const kept = Object.entries(role.permissions).filter(([name]) => name !== PolicyName);
  return changeRole(call, role, { permissions: Object.fromEntries(kept) });
}

function existingInline(call: Call, { RoleName, PolicyName }: InlinePolicy): string {
  const { permissions } = existingRole(call, RoleName);
  const document = Object.hasOwn(permissions, PolicyName) ? permissions[PolicyName] : undefined;
  if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
  return document;
}

export function listRolePolicies(call: Call, { RoleName, ...page }: RoleReference & PageRequest): object {
  return iamPage("PolicyNames", Object.keys(existingRole(call, RoleName).permissions).sort(), page);
}

/** A policy that is attached already stays so. */
export function attachRolePolicy(call: Call, { RoleName, PolicyArn }: Attachment): object {
  const role = existingRole(call, RoleName);
  refuseMissingPolicy(call, PolicyArn);
  const attached = new Set([...(role.managedPolicyArns ?? []), PolicyArn]);
  return changeRole(call, role, { managedPolicyArns: [...attached] });
}

export function detachRolePolicy(call: Call, { RoleName, PolicyArn }: Attachment): object {
  const role = existingRole(call, RoleName);
  const { managedPolicyArns = [] } = role;
  if (!managedPolicyArns.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
  const kept = managedPolicyArns.filter((arn) => arn !== PolicyArn);
  return changeRole(call, role, { managedPolicyArns: kept.length > 0 ? kept : undefined });
}

export function listAttachedRolePolicies(
  call: Call,
  { RoleName, PathPrefix = "/", ...page }: RoleReference & PageRequest & { PathPrefix?: string },
): object {
  const { managedPolicyArns = [] } = existingRole(call, RoleName);
  const attached = managedPolicyArns
    .map((arn) => ({ arn, ...pathAndName(arn) }))
    .filter(({ path }) => path.startsWith(PathPrefix))
    .map(({ arn, name }) => ({ PolicyName: name, PolicyArn: arn }));
  return iamPage("AttachedPolicies", attached, page);
}
