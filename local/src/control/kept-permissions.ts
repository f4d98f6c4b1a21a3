import { policyText } from "./declaration-checks.ts";
import type { DeclaredRole, RoleDeclaration } from "./declarations.ts";

/**
 * The declared roles, with the permissions policies that they have already and that the declarations do not name. A role
 * without a change is left out: a second declaration would count as a change that takes effect later.
 */
export function withKeptPermissions(
  roles: Readonly<Record<string, RoleDeclaration>>,
  roleOf: (arn: string) => DeclaredRole | undefined,
): Readonly<Record<string, RoleDeclaration>> {
  const changed = Object.entries(roles).flatMap(([arn, role]): [string, RoleDeclaration][] => {
    const known = roleOf(arn);
    if (!known) return [[arn, role]];
    const texts = Object.entries(role.permissions ?? {}).map(([name, policy]) => [name, policyText(policy)] as const);
    const permissions = { ...known.permissions, ...Object.fromEntries(texts) };
    const same =
      policyText(role.trust) === known.trust && texts.every(([name, text]) => known.permissions[name] === text);
    return same ? [] : [[arn, { ...role, permissions }]];
  });
  return Object.fromEntries(changed);
}
