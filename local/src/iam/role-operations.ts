import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { RoleVersion } from "../state/records.ts";
import {
  changeRole,
  existingRole,
  findRoleByName,
  iamArn,
  type Role,
  refuseMalformed,
  refuseMissingPolicy,
  rolesOf,
  type Tag,
  tagList,
  tagsOf,
} from "./iam-entities.ts";
import { iamPage, type PageRequest, timestamp } from "./iam-page.ts";
import { putRole, removeRole } from "./role-store.ts";
import { uniqueId } from "./unique-id.ts";

export interface RoleReference {
  RoleName: string;
}

interface CreateRoleRequest extends RoleReference {
  Path?: string;
  AssumeRolePolicyDocument: string;
  Description?: string;
  MaxSessionDuration?: number;
  PermissionsBoundary?: string;
  Tags?: Tag[];
}

export function createRole(call: Call, request: CreateRoleRequest): object {
  const { Path = "/", RoleName, AssumeRolePolicyDocument: trust, PermissionsBoundary, Tags = [] } = request;
  const { Description: description, MaxSessionDuration: maxSessionDuration } = request;
  if (findRoleByName(call, RoleName)) {
    throw serviceError("EntityAlreadyExists", `Role with name ${RoleName} already exists.`, 409);
  }
  refuseMalformed(trust);
  if (PermissionsBoundary !== undefined) refuseMissingPolicy(call, PermissionsBoundary);
  const role: Omit<RoleVersion, "since"> = {
    trust,
    permissions: {},
    ...(description !== undefined && { description }),
    ...(maxSessionDuration !== undefined && { maxSessionDuration }),
    ...(PermissionsBoundary !== undefined && { permissionsBoundary: PermissionsBoundary }),
    ...(Tags.length > 0 && { tags: tagsOf(Tags) }),
  };
  const { state, now, settings } = call;
  const arn = iamArn(call, "role", Path, RoleName);
  putRole(state, arn, role, { now, propagation: settings.propagation });
  return { Role: described({ ...role, arn, name: RoleName, path: Path, creationTime: now, since: now }) };
}

export function getRole(call: Call, { RoleName }: RoleReference): object {
  return { Role: described(existingRole(call, RoleName)) };
}

export function listRoles(call: Call, { PathPrefix = "/", ...page }: PageRequest & { PathPrefix?: string }): object {
  const roles = rolesOf(call).filter(({ path }) => path.startsWith(PathPrefix));
  const listed = roles.map((role) => ({ ...described(role), Tags: undefined, PermissionsBoundary: undefined }));
  return iamPage("Roles", listed, page);
}

function described(role: Role): object {
  const {
    arn,
    name,
    path,
    creationTime,
    trust,
    description,
    maxSessionDuration = 3600,
    permissionsBoundary,
    tags,
  } = role;
  return {
    Path: path,
    RoleName: name,
    RoleId: uniqueId("AROA", arn),
    Arn: arn,
    CreateDate: timestamp(creationTime),
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    Description: description,
    MaxSessionDuration: maxSessionDuration,
    PermissionsBoundary: permissionsBoundary && {
      PermissionsBoundaryType: "Policy",
      PermissionsBoundaryArn: permissionsBoundary,
    },
    Tags: tags && tagList(tags),
  };
}

export function deleteRole(call: Call, { RoleName }: RoleReference): object {
  const { arn, permissions, managedPolicyArns = [] } = existingRole(call, RoleName);
  if (managedPolicyArns.length > 0) throw conflict("Cannot delete entity, must detach all policies first.");
  if (Object.keys(permissions).length > 0) throw conflict("Cannot delete entity, must delete policies first.");
  removeRole(call.state, arn, call.now);
  return {};
}

function conflict(message: string): Error {
  return serviceError("DeleteConflict", message, 409);
}

export function updateAssumeRolePolicy(
  call: Call,
  { RoleName, PolicyDocument }: RoleReference & { PolicyDocument: string },
): object {
  const role = existingRole(call, RoleName);
  refuseMalformed(PolicyDocument);
  return changeRole(call, role, { trust: PolicyDocument });
}

export function updateRole(
  call: Call,
  { RoleName, Description, MaxSessionDuration }: RoleReference & { Description?: string; MaxSessionDuration?: number },
): object {
  const role = existingRole(call, RoleName);
  const { description, maxSessionDuration } = role;
  return changeRole(call, role, {
    description: Description ?? description,
    maxSessionDuration: MaxSessionDuration ?? maxSessionDuration,
  });
}

export function putBoundary(call: Call, request: RoleReference & { PermissionsBoundary: string }): object {
  const role = existingRole(call, request.RoleName);
  refuseMissingPolicy(call, request.PermissionsBoundary);
  return changeRole(call, role, { permissionsBoundary: request.PermissionsBoundary });
}

export function deleteBoundary(call: Call, { RoleName }: RoleReference): object {
  return changeRole(call, existingRole(call, RoleName), { permissionsBoundary: undefined });
}

export function tagRole(call: Call, { RoleName, Tags }: RoleReference & { Tags: Tag[] }): object {
  const role = existingRole(call, RoleName);
  return changeRole(call, role, { tags: { ...role.tags, ...tagsOf(Tags) } });
}

export function untagRole(call: Call, { RoleName, TagKeys }: RoleReference & { TagKeys: string[] }): object {
  const role = existingRole(call, RoleName);
  const kept = Object.entries(role.tags ?? {}).filter(([key]) => !TagKeys.includes(key));
  return changeRole(call, role, { tags: Object.fromEntries(kept) });
}

export function listRoleTags(call: Call, { RoleName, ...page }: RoleReference & PageRequest): object {
  return iamPage("Tags", tagList(existingRole(call, RoleName).tags), page);
}

/** `delete-role` of scripts and of the Terraform provider asks for them first. None is modelled. */
export function listInstanceProfiles(call: Call, { RoleName, ...page }: RoleReference & PageRequest): object {
  existingRole(call, RoleName);
  return iamPage("InstanceProfiles", [], page);
}
