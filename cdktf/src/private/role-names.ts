import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { accountKey } from "./account";
import { policyForm, refuseOtherArn } from "./arn-form";
import { isLiteral } from "./literal";
import { refuseBadRoleName, refuseBadRolePath } from "./rules";
import { AppRegistry } from "./uniqueness";

/** How a role is called, and what bounds it. */
export interface RoleIdentity {
  readonly roleName?: string;
  readonly rolePath?: string;
  readonly permissionsBoundary?: string;
  readonly provider?: TerraformProvider;
}

/** Refuses what IAM would. */
export function refuseBadIdentity({ roleName, rolePath, permissionsBoundary }: RoleIdentity): void {
  refuseBadRoleName(roleName);
  refuseBadRolePath(rolePath);
  if (permissionsBoundary !== undefined) refuseOtherArn("the permissions boundary", permissionsBoundary, policyForm);
}

/** Refuses a second role of the name in the account, whatever its path and the case of its letters are. [F405] */
export function registerRoleName(scope: Construct, role: IamRole, { roleName, provider }: RoleIdentity): void {
  if (roleName === undefined || !isLiteral(roleName)) return;
  roles.register(role, `the role ${roleName}`, [accountKey(scope, provider), roleName.toLowerCase()]);
}

const roles = new AppRegistry<IamRole>(
  "a role's name is unique in its account, in all Regions; give this one another roleName",
);
