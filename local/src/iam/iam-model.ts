import type { ModelledOperation, ServiceModel } from "../service/service-model.ts";
import { type IamOperation, members } from "./iam-shapes.ts";
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  getPolicyVersion,
  listPolicies,
  listPolicyVersions,
} from "./policy-operations.ts";
import {
  createRole,
  deleteBoundary,
  deleteRole,
  getRole,
  listInstanceProfiles,
  listRoles,
  listRoleTags,
  putBoundary,
  tagRole,
  untagRole,
  updateAssumeRolePolicy,
  updateRole,
} from "./role-operations.ts";
import {
  attachRolePolicy,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePolicy,
} from "./role-policies.ts";

const handlers: Readonly<Record<IamOperation, ModelledOperation["handle"]>> = {
  AttachRolePolicy: attachRolePolicy,
  CreatePolicy: createPolicy,
  CreateRole: createRole,
  DeletePolicy: deletePolicy,
  DeleteRole: deleteRole,
  DeleteRolePermissionsBoundary: deleteBoundary,
  DeleteRolePolicy: deleteRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetRole: getRole,
  GetRolePolicy: getRolePolicy,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListInstanceProfilesForRole: listInstanceProfiles,
  ListPolicies: listPolicies,
  ListPolicyVersions: listPolicyVersions,
  ListRolePolicies: listRolePolicies,
  ListRoleTags: listRoleTags,
  ListRoles: listRoles,
  PutRolePermissionsBoundary: putBoundary,
  PutRolePolicy: putRolePolicy,
  TagRole: tagRole,
  UntagRole: untagRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateRole: updateRole,
};

const handled = Object.entries(handlers).map(([name, handle]): [string, ModelledOperation] => {
  const operation = name as IamOperation;
  const unmodelled = operation === "ListPolicies" ? { PolicyUsageFilter: undefined } : {};
  return [name, { members: members[operation], unmodelled, handle }];
});

/** Roles and their policies, the same that declarations and Terraform make. */
export const iam: ServiceModel = {
  name: "IAM",
  signingName: "iam",
  protocol: { kind: "query", version: "2010-05-08", namespace: "https://iam.amazonaws.com/doc/2010-05-08/" },
  invalid: "ValidationError",
  operations: Object.fromEntries(handled),
};
