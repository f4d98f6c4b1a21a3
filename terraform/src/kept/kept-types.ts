import type { Block } from "../schema/schema.ts";
import { compute } from "./compute.ts";
import { identity } from "./identity.ts";
import type { KeptType } from "./kept-type.ts";
import { logs } from "./logs.ts";
import { messaging } from "./messaging.ts";
import { network } from "./network.ts";
import { storage } from "./storage.ts";

/** The types that are kept, by Terraform's name for them. */
export const keptTypes: Readonly<Record<string, KeptType>> = {
  ...storage,
  ...compute,
  ...messaging,
  ...logs,
  ...identity,
  ...network,
};

/** The arguments that name a resource: a change of one of them replaces it in nearly every type. */
const names = /^(name|name_prefix|\w+_name|bucket)$/;

/** The entry of a type whose source was not read. */
export function unreadType(typeName: string, { attributes }: Block): KeptType {
  const [service = "", ...rest] = typeName.replace(/^aws_/, "").split("_");
  const kind = rest.join("-") || service;
  const required = Object.keys(attributes).filter((name) => attributes[name]?.required);
  const requiresReplace = required.filter((name) => names.test(name));
  if ("name" in attributes && !requiresReplace.includes("name")) requiresReplace.push("name");
  const [nameAttribute = required[0] ?? "id"] = requiresReplace;
  const isText = attributes[nameAttribute]?.type.kind === "string";
  const isNamed = isText && (required.includes(nameAttribute) || `${nameAttribute}_prefix` in attributes);
  const made = isNamed ? `{${nameAttribute}}` : `${kind}-{hex}`;
  const arn = `arn:{partition}:${service}:{region}:{account}:${kind}/${"id" in attributes ? "{id}" : made}`;
  return {
    displayName: typeName,
    source: undefined,
    nameAttribute,
    requiresReplace,
    id: "id" in attributes ? made : "arn" in attributes ? "{arn}" : required.map((name) => `{${name}}`).join(","),
    ...("arn" in attributes && { computed: { arn } }),
  };
}
