import { policyText } from "./declaration-checks.ts";
import type { DeclaredRole, RoleDeclaration } from "./declarations.ts";

/**
 * The roles with the permissions that the service has for them and that the declarations do not name. A role that is
 * the same as before is left out: declared again, it would count as a change that IAM has yet to spread.
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
