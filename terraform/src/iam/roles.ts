import { parseArn } from "@log-destinations/core";
import type { DeclaredRole, RoleDeclaration } from "@log-destinations/local";
import { lastPartOf } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { IamRefusal } from "../diagnostics.ts";

/** The path of a role or policy, `/` for one without. */
export function pathOf(arn: string): string {
  const { resource = "" } = parseArn(arn) ?? {};
  return resource.slice(resource.indexOf("/"), resource.lastIndexOf("/") + 1);
}

/** The ARN of the role of this name in the account; `undefined` where there is none. */
export function findRoleArn({ control, account }: ResourceContext, name: string): string | undefined {
  return control.roleArns(account).find((arn) => lastPartOf(arn) === name);
}

/** The role of this name in the account; `undefined` where there is none. */
export function findRole(context: ResourceContext, name: string): DeclaredRole | undefined {
  const arn = findRoleArn(context, name);
  return arn === undefined ? undefined : context.control.role(arn);
}

/**
 * Changes the role of this name.
 * @throws IamRefusal where there is none
 */
export function changeRole(
  context: ResourceContext,
  name: string,
  change: (role: DeclaredRole) => RoleDeclaration,
): void {
  const arn = findRoleArn(context, name);
  const role = arn === undefined ? undefined : context.control.role(arn);
  if (arn === undefined || !role) {
    throw new IamRefusal(
      "NoSuchEntity",
      `The role with name ${name} cannot be found.`,
      `Account ${context.account} has no such role. Reference the role's resource, so that it is made first.`,
    );
  }
  context.control.declare({ roles: { [arn]: change(role) } });
}

/** The managed policies of a role. */
export function attachedTo(role: DeclaredRole | undefined): readonly string[] {
  return role?.managedPolicyArns ?? [];
}

/**
 * Detaches managed policies from a role, and attaches others.
 * @throws IamRefusal where there is no such role or policy
 */
export function changeAttachments(
  context: ResourceContext,
  name: string,
  { attach = [], detach = [] }: { attach?: readonly string[]; detach?: readonly string[] },
): void {
  changeRole(context, name, (role) => {
    for (const policyArn of attach) refuseMissingPolicy(context, policyArn, `Policy ${policyArn}`);
    const kept = attachedTo(role).filter((policyArn) => !detach.includes(policyArn));
    return { ...role, managedPolicyArns: [...kept, ...attach] };
  });
}

/** @throws IamRefusal where the managed policy is none of AWS or of the account [F298] */
export function refuseMissingPolicy({ account, control }: ResourceContext, policyArn: string, named: string): void {
  const owner = parseArn(policyArn)?.account;
  if (owner === "aws" || (owner === account && control.policy(policyArn) !== undefined)) return;
  throw new IamRefusal(
    "NoSuchEntity",
    `${named} does not exist or is not attachable.`,
    owner === account
      ? "Reference the policy's resource, so that it is made first, or declare the policy with --config."
      : `A role of account ${account} takes policies of this account, and those of AWS.`,
  );
}
