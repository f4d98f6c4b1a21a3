import { readFileSync } from "node:fs";
import { asText } from "../control/check.ts";
import type { Declarations } from "../control/declarations.ts";
import type { LocalLogs } from "../local-logs.ts";

/**
 * Declares what a `--config FILE` holds.
 * @param keepPermissions keep the policies of a role that the file does not speak of: others have put them there since
 * @throws Error that names the file; nothing that stands in it is repeated where it is not JSON
 */
export function declareFile(
  logs: LocalLogs,
  file: string,
  { keepPermissions = false }: { keepPermissions?: boolean } = {},
): void {
  try {
    const declarations = readJson(file) as Declarations;
    logs.control.declare(keepPermissions ? withPermissions(logs, declarations) : declarations);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function withPermissions({ control }: LocalLogs, declarations: Declarations): Declarations {
  const { roles } = declarations;
  // What has another form is refused when it is declared.
  if (typeof roles !== "object" || roles === null) return declarations;
  const changed = Object.entries(roles).flatMap(([arn, role]) => {
    const known = control.role(arn);
    if (!known || typeof role !== "object" || role === null) return [[arn, role]];
    const texts = Object.entries(role.permissions ?? {}).map(([name, policy]) => [name, asText(policy)]);
    const permissions = { ...known.permissions, ...Object.fromEntries(texts) };
    // Declared again, it would count as a change that IAM has yet to spread.
    const same =
      asText(role.trust) === known.trust && texts.every(([name = "", text]) => known.permissions[name] === text);
    return same ? [] : [[arn, { ...role, permissions }]];
  });
  return { ...declarations, roles: Object.fromEntries(changed) };
}

function readJson(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message repeats what stands there, which may be a secret.
    throw new Error("is not JSON");
  }
}
