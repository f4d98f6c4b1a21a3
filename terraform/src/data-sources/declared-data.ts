import { isObject } from "@log-destinations/core/service";
import { DiagnosticError } from "../diagnostics.ts";
import { conform, isGiven, sameValue, type Type, type Value, type Values } from "../protocol/types.ts";
import type { DataDeclarations, DataEntry } from "../provider-declarations.ts";
import type { Block } from "../schema/schema.ts";

/** The account and Region in which a data source is read. */
interface Reader {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/**
 * The values of the first declared entry that a data source's configuration matches; `undefined` where none does.
 * @param config what the data source is given
 */
export function findDeclared(
  entries: readonly DataEntry[] = [],
  { type }: Block,
  config: Values,
  reader: Reader,
): Values | undefined {
  const members = membersOf(type);
  const isSame = ([name, value]: [string, unknown]): boolean => {
    const member = members[name] as Type;
    return sameValue(conform(value, member), config[name] ?? null, member);
  };
  const found = entries.find(
    ({ where = {}, account, region }) =>
      (account ?? reader.account) === reader.account &&
      (region ?? reader.region) === reader.region &&
      Object.entries(where).every(isSame),
  );
  return found && (mapConform(found.values, members) as Values);
}

/**
 * Refuses declarations that no data source could have. The values, which may be secret, are not repeated.
 * @throws TypeError that names the place, and the type that was expected
 */
export function refuseOtherData(data: DataDeclarations, schemas: Readonly<Record<string, Block>>): void {
  for (const [typeName, entries] of Object.entries(data)) {
    const block = schemas[typeName];
    if (!block) throw new TypeError(`data.${typeName} is not a data source of the AWS provider [LD4504]`);
    const members = membersOf(block.type);
    for (const [index, { where = {}, values }] of entries.entries()) {
      for (const [part, given] of Object.entries({ where, values })) {
        for (const [name, value] of Object.entries(given)) {
          refuseOtherMember(`data.${typeName}[${index}].${part}`, name, value, members);
        }
      }
    }
  }
}

function refuseOtherMember(path: string, name: string, value: unknown, members: Readonly<Record<string, Type>>): void {
  const member = members[name];
  if (!member) throw new TypeError(`${path}.${name} is not known; expected one of ${Object.keys(members)} [LD4505]`);
  refuseOtherValue(`${path}.${name}`, value, member);
}

function refuseOtherValue(path: string, value: unknown, type: Type): void {
  if (value === null) return;
  if (type.kind === "object" && isObject(value)) {
    for (const [name, item] of Object.entries(value)) refuseOtherMember(path, name, item, type.members);
    return;
  }
  if (type.kind === "map" && isObject(value)) {
    for (const [name, item] of Object.entries(value)) refuseOtherValue(`${path}.${name}`, item, type.of);
    return;
  }
  if ((type.kind === "list" || type.kind === "set") && Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseOtherValue(`${path}[${index}]`, item, type.of);
    return;
  }
  const simple = { string: "string", number: "number", bool: "boolean" }[type.kind as "string"];
  if (simple !== undefined && typeof value === simple) return;
  throw new TypeError(`${path} is ${kindOf(value)}; expected ${describeType(type)} [LD4506]`);
}

const kinds: Readonly<Record<string, string>> = { string: "a text", number: "a number", boolean: "true or false" };

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return kinds[typeof value] ?? "an object";
}

function describeType(type: Type): string {
  switch (type.kind) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "bool":
      return "true or false";
    case "list":
    case "set":
      return `a list, of which each is ${describeType(type.of)}`;
    case "map":
      return `an object, in which each value is ${describeType(type.of)}`;
    case "object":
      return `an object of ${Object.keys(type.members).join(", ")}`;
  }
}

/** A data source that nothing in this world answers. The message has the entry that declares it. */
export function undeclaredData(typeName: string, block: Block, config: Values): DiagnosticError {
  const where = Object.fromEntries(
    Object.entries(config).filter(([name, value]) => isGiven(value) && name !== "region" && !isSensitive(block, name)),
  );
  const open = Object.entries(block.attributes).filter(
    ([name, { computed }]) => computed && !isGiven(config[name]) && !["region", "tags"].includes(name),
  );
  const values = Object.fromEntries(open.map(([name, { type }]) => [name, placeholder(type)]));
  const entry = JSON.stringify({ data: { [typeName]: [{ where: withoutNulls(where), values }] } });
  return new DiagnosticError(
    `${typeName} is read from AWS, and this run has no AWS [LD4503]`,
    `Declare it in the file of --config, with the values that the configuration reads; what is left out is null:\n${entry}`,
  );
}

function isSensitive({ attributes }: Block, name: string): boolean {
  return attributes[name]?.sensitive === true;
}

function placeholder(type: Type): unknown {
  switch (type.kind) {
    case "string":
      return "…";
    case "number":
      return 1;
    case "bool":
      return true;
    case "list":
    case "set":
      return [placeholder(type.of)];
    case "map":
      return {};
    case "object":
      return Object.fromEntries(Object.entries(type.members).map(([name, member]) => [name, placeholder(member)]));
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const given = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(given.map(([name, item]) => [name, withoutNulls(item)]));
}

function membersOf(type: Type): Readonly<Record<string, Type>> {
  return type.kind === "object" ? type.members : {};
}

function mapConform(values: Readonly<Record<string, unknown>>, members: Readonly<Record<string, Type>>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, Value] => [name, conform(value, members[name] as Type)]),
  );
}
