import { type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { nonDefaultProvider, providerIn } from "./location";
import { accountOf } from "./sign-in";

/** Every AWS provider class has these, and to import one costs more than all of these constructs together. */
interface SignInInputs {
  readonly allowedAccountIdsInput?: unknown;
  readonly assumeRoleInput?: unknown;
  readonly profileInput?: unknown;
  readonly accessKeyInput?: unknown;
}

/** Identifies the account of what a construct makes by a provider, as `accountOf` does. */
export function accountKey(scope: IConstruct, provider?: TerraformProvider): string {
  const inputs = (providerIn(scope, provider) ?? {}) as SignInInputs;
  const roles = [inputs.assumeRoleInput].flat() as { roleArn?: unknown }[];
  const settings = {
    allowed_account_ids: inputs.allowedAccountIdsInput,
    assume_role: roles.map((role) => ({ role_arn: role?.roleArn })),
    profile: inputs.profileInput,
    access_key: inputs.accessKeyInput,
  };
  return accountOf(settings, (nonDefaultProvider(provider) ?? TerraformStack.of(scope)).node.path);
}
