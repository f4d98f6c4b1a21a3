import { regionPattern } from "@log-destinations/core/service";
import { type Diagnostic, severity } from "../protocol/messages.ts";
import { isGiven, unknown, type Values } from "../protocol/types.ts";
import type { Block } from "../schema/schema.ts";
import { type Check, matching } from "./checks.ts";
import { type ArgumentPath, type Place, placesAt } from "./paths.ts";
import type { ResourceType } from "./resource-type.ts";

/** The errors and warnings about a resource's configuration that can be given before anything is planned. */
export function configDiagnostics(typeName: string, type: ResourceType, schema: Block, config: Values): Diagnostic[] {
  return [
    ...errorsOf(type, schema, config),
    ...deprecations(type.deprecated, schema, config),
    ...unmodelledArguments(typeName, type, config),
  ];
}

/** Every resource that has a Region. */
const checksOfAll: Readonly<Record<string, Check>> = {
  region: matching(regionPattern, "an AWS Region, such as eu-west-1"),
};

function errorsOf({ checks }: ResourceType, schema: Block, config: Values): Diagnostic[] {
  return Object.entries({ ...checksOfAll, ...checks }).flatMap(([path, check]) => {
    // Most arguments of a large type are not given.
    if (leadsNowhere(config, path)) return [];
    return placesAt(config, path, schema).flatMap((place) => {
      const problem = problemAt(place, check);
      return problem === undefined
        ? []
        : [{ severity: severity.error, summary: problem, detail: "", attribute: { steps: place.steps } }];
    });
  });
}

/** Is there nothing at the beginning of a path? */
function leadsNowhere(config: Values, path: ArgumentPath): boolean {
  const dot = path.indexOf(".");
  const value = config[dot < 0 ? path : path.slice(0, dot)] ?? null;
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** A value that is not known yet is not checked. */
function problemAt({ value, key, block, attribute }: Place, check: Check): string | undefined {
  const isBlock = attribute === undefined && Array.isArray(value) && value.length > 0;
  if (typeof value !== "string" && typeof value !== "number" && !isBlock) return undefined;
  return check(value, key, block, attribute?.sensitive ? "(sensitive value)" : undefined);
}

/**
 * The real provider's warnings about arguments that are given and deprecated. [F346]
 * @param deprecated its words, by argument
 */
export function deprecations(
  deprecated: Readonly<Record<string, string>> | undefined,
  schema: Block,
  config: Values,
): Diagnostic[] {
  return Object.entries(deprecated ?? {}).flatMap(([path, message]) =>
    placesAt(config, path, schema)
      .filter(({ value }) => value === unknown || isGiven(value))
      .map(({ steps }) => ({
        severity: severity.warning,
        summary: "Argument is deprecated",
        detail: message,
        attribute: { steps },
      })),
  );
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
