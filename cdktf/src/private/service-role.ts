import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { logsPrincipal } from "./core";
import { escaped } from "./expressions";
import { attributeOf } from "./logical-ids";
import { refuseBadIdentity, registerRoleName } from "./role-names";

/** A role that CloudWatch Logs assumes, with its one inline policy. */
export interface ServiceRole {
  readonly role: IamRole;
  /** What has to be there before the role is of use. */
  readonly policy: IamRolePolicy;
}

/** What a role is made from; its documents may hold tokens. */
export interface ServiceRoleParts {
  readonly namePrefix: string;
  readonly roleName?: string;
  readonly rolePath?: string;
  readonly description: string;
  readonly trustPolicy: string;
  readonly policyName: string;
  readonly permissionsPolicy: string;
  readonly permissionsBoundary?: string;
  readonly tags?: Record<string, string>;
  readonly provider?: TerraformProvider;
}

export function makeServiceRole(scope: Construct, parts: ServiceRoleParts): ServiceRole {
  const { provider } = parts;
  refuseBadIdentity(parts);
  const role = new IamRole(scope, "Role", {
    name: parts.roleName,
    namePrefix: parts.roleName === undefined ? parts.namePrefix : undefined,
    path: parts.rolePath,
    description: parts.description,
    assumeRolePolicy: parts.trustPolicy,
    permissionsBoundary: parts.permissionsBoundary,
    tags: parts.tags,
    provider,
  });
  registerRoleName(scope, role, parts);
  const policy = new IamRolePolicy(scope, "RolePolicy", {
    name: parts.policyName,
    role: attributeOf(role, "id"),
    policy: escaped(parts.permissionsPolicy),
    provider,
  });
  return { role, policy };
}

/** The statement of a trust policy that lets CloudWatch Logs assume the role. */
export function assumeRoleStatement(condition?: object): object {
  return {
    Effect: "Allow",
    Principal: { Service: logsPrincipal },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  };
}
