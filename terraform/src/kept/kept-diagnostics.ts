import { DiagnosticError, toDiagnostic } from "../diagnostics.ts";
import { type Diagnostic, severity } from "../protocol/messages.ts";
import { isGiven, type Values } from "../protocol/types.ts";
import type { Block } from "../schema/schema.ts";
import type { KeptType } from "./kept-type.ts";
import { prefixedNames } from "./prefixed-names.ts";

/** The errors in the configuration of a resource that is kept, in the words of the real provider. */
export function keptDiagnostics(
  { conflicts = [], exactlyOneOf = [] }: KeptType,
  block: Block,
  config: Values,
): Diagnostic[] {
  const given = (names: readonly string[]): string[] => names.filter((name) => isGiven(config[name]));
  const problems: (readonly [name: string, problem: string])[] = [];
  for (const group of [...prefixedNames(block), ...conflicts]) {
    const [first, ...others] = given(group);
    if (first !== undefined && others.length > 0) problems.push([first, `"${first}": conflicts with ${others}`]);
  }
  for (const group of exactlyOneOf) {
    const [first = group[0] as string, ...others] = given(group);
    if (!isGiven(config[first])) problems.push([first, `"${first}": one of \`${group}\` must be specified`]);
    if (others.length > 0) problems.push([first, `"${first}": only one of \`${group}\` can be specified`]);
  }
  return problems.map(([name, problem]) => toDiagnostic(new DiagnosticError(problem, "", name), ""));
}

/** Said once a run for each type. */
export function keptWarning(typeName: string, { source, requiresReplace }: KeptType): Diagnostic {
  const changes = requiresReplace.length === 0 ? "any argument" : "any argument but a name";
  const unread = ` A change of ${changes} updates it, as the real type was not looked at.`;
  return {
    severity: severity.warning,
    summary: `${typeName} is only kept: nothing stands behind it [LD4501]`,
    detail:
      "Its arguments are stored and given back, and its ids and ARNs are made up in their form. This run proves nothing " +
      `about it.${source === undefined ? unread : ""}`,
  };
}
