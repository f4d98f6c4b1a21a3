import { type Shape, tagKeyShape, tagValueShape } from "@log-destinations/core/service";

type Members = Readonly<Record<string, Shape>>;

const roleName = { type: "string", required: true, min: 1, max: 64, pattern: "[\\w+=,.@-]+" } as const;
const policyName = { type: "string", required: true, min: 1, max: 128, pattern: "[\\w+=,.@-]+" } as const;
const document = { type: "string", required: true, min: 1, max: 131_072 } as const;
const arn = { type: "string", min: 20, max: 2048 } as const;
const policyArn = { ...arn, required: true } as const;
const path = { type: "string", min: 1, max: 512, pattern: "/|/[!-~]+/" } as const;
const prefix = { type: "string", min: 1, max: 512, pattern: "/[!-~]*" } as const;
const description = { type: "string", max: 1000 } as const;
const duration = { type: "integer", min: 3600, max: 43_200 } as const;
const tagKey = { ...tagKeyShape, required: true } as const;
const tags = {
  type: "list",
  max: 50,
  member: { type: "structure", members: { Key: tagKey, Value: { ...tagValueShape, required: true } } },
} as const;
const tagKeys = { type: "list", required: true, max: 50, member: tagKey } as const;
const page = {
  Marker: { type: "string", min: 1, max: 320 },
  MaxItems: { type: "integer", min: 1, max: 1000 },
} as const;

export type IamOperation =
  | "AttachRolePolicy"
  | "CreatePolicy"
  | "CreateRole"
  | "DeletePolicy"
  | "DeleteRole"
  | "DeleteRolePermissionsBoundary"
  | "DeleteRolePolicy"
  | "DetachRolePolicy"
  | "GetPolicy"
  | "GetPolicyVersion"
  | "GetRole"
  | "GetRolePolicy"
  | "ListAttachedRolePolicies"
  | "ListInstanceProfilesForRole"
  | "ListPolicies"
  | "ListPolicyVersions"
  | "ListRolePolicies"
  | "ListRoleTags"
  | "ListRoles"
  | "PutRolePermissionsBoundary"
  | "PutRolePolicy"
  | "TagRole"
  | "UntagRole"
  | "UpdateAssumeRolePolicy"
  | "UpdateRole";

/**
 * The modelled request members of the modelled operations.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */
export const members: Readonly<Record<IamOperation, Members>> = {
  AttachRolePolicy: { RoleName: roleName, PolicyArn: policyArn },
  CreatePolicy: { PolicyName: policyName, Path: path, PolicyDocument: document, Description: description, Tags: tags },
  CreateRole: {
    Path: path,
    RoleName: roleName,
    AssumeRolePolicyDocument: document,
    Description: description,
    MaxSessionDuration: duration,
    PermissionsBoundary: arn,
    Tags: tags,
  },
  DeletePolicy: { PolicyArn: policyArn },
  DeleteRole: { RoleName: roleName },
  DeleteRolePermissionsBoundary: { RoleName: roleName },
  DeleteRolePolicy: { RoleName: roleName, PolicyName: policyName },
  DetachRolePolicy: { RoleName: roleName, PolicyArn: policyArn },
  GetPolicy: { PolicyArn: policyArn },
  GetPolicyVersion: { PolicyArn: policyArn, VersionId: { type: "string", required: true } },
  GetRole: { RoleName: roleName },
  GetRolePolicy: { RoleName: roleName, PolicyName: policyName },
  ListAttachedRolePolicies: { RoleName: roleName, PathPrefix: prefix, ...page },
  ListInstanceProfilesForRole: { RoleName: roleName, ...page },
  ListPolicies: {
    Scope: { type: "string", enum: ["All", "AWS", "Local"] },
    OnlyAttached: { type: "boolean" },
    PathPrefix: prefix,
    ...page,
  },
  ListPolicyVersions: { PolicyArn: policyArn, ...page },
  ListRolePolicies: { RoleName: roleName, ...page },
  ListRoleTags: { RoleName: roleName, ...page },
  ListRoles: { PathPrefix: prefix, ...page },
  PutRolePermissionsBoundary: { RoleName: roleName, PermissionsBoundary: policyArn },
  PutRolePolicy: { RoleName: roleName, PolicyName: policyName, PolicyDocument: document },
  TagRole: { RoleName: roleName, Tags: { ...tags, required: true } },
  UntagRole: { RoleName: roleName, TagKeys: tagKeys },
  UpdateAssumeRolePolicy: { RoleName: roleName, PolicyDocument: document },
  UpdateRole: { RoleName: roleName, Description: description, MaxSessionDuration: duration },
};
