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

/** The kinds of resources of EC2 whose types do not say the service, with the prefix of their ids. */
const ec2Kinds: Readonly<Record<string, readonly [kind: string, prefix: string]>> = {
  aws_internet_gateway: ["internet-gateway", "igw"],
  aws_route_table: ["route-table", "rtb"],
  aws_route_table_association: ["route-table-association", "rtbassoc"],
  aws_security_group: ["security-group", "sg"],
  aws_security_group_rule: ["security-group-rule", "sgrule"],
  aws_subnet: ["subnet", "subnet"],
  aws_vpc_endpoint: ["vpc-endpoint", "vpce"],
  aws_vpc_security_group_egress_rule: ["security-group-rule", "sgr"],
  aws_vpc_security_group_ingress_rule: ["security-group-rule", "sgr"],
};

/** The entry of a type whose source was not read. */
export function unreadType(typeName: string, { attributes }: Block): KeptType {
  const [first = "", ...rest] = typeName.replace(/^aws_/, "").split("_");
  const ec2 = ec2Kinds[typeName];
  const service = ec2 ? "ec2" : first;
  const [kind, prefix] = ec2 ?? [rest.join("-") || first, rest.join("-") || first];
  const required = Object.keys(attributes).filter((name) => attributes[name]?.required);
  const requiresReplace = required.filter((name) => names.test(name));
  if ("name" in attributes && !requiresReplace.includes("name")) requiresReplace.push("name");
  const [nameAttribute = required[0] ?? "id"] = requiresReplace;
  const isText = attributes[nameAttribute]?.type.kind === "string";
  const hasName = required.includes(nameAttribute) || `${nameAttribute}_prefix` in attributes;
  const isNamed = !ec2 && isText && names.test(nameAttribute) && hasName;
  const made = isNamed ? `{${nameAttribute}}` : `${prefix}-{hex}`;
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
