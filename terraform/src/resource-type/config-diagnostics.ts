import { DiagnosticError, toDiagnostic } from "../diagnostics.ts";
import { type Diagnostic, severity } from "../protocol/messages.ts";
import { isGiven, type Value, type Values } from "../protocol/types.ts";
import type { ResourceType } from "./resource-type.ts";

/** The errors and warnings about a resource's configuration that can be given before anything is planned. */
export function configDiagnostics(typeName: string, type: ResourceType, config: Values): Diagnostic[] {
  return [...errorsOf(type, config), ...unmodelledArguments(typeName, type, config)];
}

/** A value that is not known yet is not checked. */
function errorsOf({ checks = {} }: ResourceType, config: Values): Diagnostic[] {
  return Object.entries(checks).flatMap(([name, check]) => {
    const value: Value | undefined = config[name];
    const problem = typeof value === "string" || typeof value === "number" ? check(value, name, config) : undefined;
    return problem === undefined ? [] : [toDiagnostic(new DiagnosticError(problem, "", name), "")];
  });
}

/** Arguments that change nothing but how a resource is described. */
const descriptive = ["description", "tags", "tags_all", "timeouts"];

function unmodelledArguments(
  typeName: string,
  { modelled, defaults = {} }: ResourceType,
  config: Values,
): Diagnostic[] {
  // Every resource has a Region.
  const known = ["region", ...descriptive, ...modelled];
  const given = Object.keys(config).filter(
    (name) => isGiven(config[name]) && config[name] !== (defaults[name] ?? false) && !known.includes(name),
  );
  if (given.length === 0) return [];
  return [
    {
      severity: severity.warning,
      summary: `${typeName}: not modelled by the local service: ${given.join(", ")} [LD4005]`,
      detail: "Their values are kept in the state, and have no effect on this run.",
    },
  ];
}
