import { isDeepStrictEqual } from "node:util";
import { policyText } from "./declaration-checks.ts";
import type { DeclaredRole, RoleDeclaration } from "./declarations.ts";

/**
 * The declared roles, with the policies and attachments that they have already and that the declarations do not name. A
 * role without a change is left out: a second declaration would count as a change that takes effect later.
 */
export function withKeptPermissions(
  roles: Readonly<Record<string, RoleDeclaration>>,
  roleOf: (arn: string) => DeclaredRole | undefined,
): Readonly<Record<string, RoleDeclaration>> {
  const changed = Object.entries(roles).flatMap(([arn, role]): [string, RoleDeclaration][] => {
    const known = roleOf(arn);
    if (!known) return [[arn, role]];
    const texts = Object.entries(role.permissions ?? {}).map(([name, policy]) => [name, policyText(policy)] as const);
    const kept: RoleDeclaration = {
      ...known,
      ...role,
      trust: policyText(role.trust),
      permissions: { ...known.permissions, ...Object.fromEntries(texts) },
      managedPolicyArns: [...new Set([...(known.managedPolicyArns ?? []), ...(role.managedPolicyArns ?? [])])],
    };
    return isDeepStrictEqual(kept, { managedPolicyArns: [], ...known }) ? [] : [[arn, kept]];
  });
  return Object.fromEntries(changed);
}
