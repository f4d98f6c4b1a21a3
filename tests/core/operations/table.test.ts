import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-cloudwatch-logs";
import { type Operation, operations, type Shape } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

/** The model of the service as the AWS SDK has it: `[kind, namespace, name, traits, …]`, by the name of a shape and `$`. */
const model = sdk as unknown as Readonly<Record<string, unknown>>;

/** A type as it can be read from both: its members by name, the type of its items, or its name. */
type Type = string | readonly Type[] | { readonly [member: string]: Type };

const simple: Readonly<Record<number, string>> = { 0: "string", 1: "integer", 2: "boolean" };

function typeInModel(schema: unknown): Type {
  if (typeof schema === "function") return typeInModel(schema());
  if (schema === "unit") return {};
  if (typeof schema === "number") {
    if (schema & 128) return "map";
    return schema & 64 ? [typeInModel(schema & ~64)] : (simple[schema] ?? `unknown: ${schema}`);
  }
  const [kind, , name, , names, types] = schema as [number, string, string, unknown, unknown, unknown[]];
  if (kind === 1) return [typeInModel(names)];
  if (kind !== 3) return `unknown: ${name}`;
  return Object.fromEntries((names as string[]).map((member, index) => [member, typeInModel(types[index])]));
}

function typeInTable(shape: Shape): Type {
  if (shape.type === "list") return [typeInTable(shape.member)];
  return shape.type === "structure" ? typesInTable(shape.members) : shape.type;
}

const typesInTable = (members: Readonly<Record<string, Shape>>): Type =>
  Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, typeInTable(shape)]));

/** The members that a request cannot do without; they come first in the model. */
function requiredInModel(request: unknown): string[] {
  const [, , , , names, , count = 0] = request as [number, string, string, unknown, string[], unknown, number?];
  return names.slice(0, count);
}

const commands = join(
  createRequire(import.meta.url).resolve("@aws-sdk/client-cloudwatch-logs"),
  "../../dist-types/commands",
);

function errorsInModel(operation: string): string[] {
  const text = readFileSync(join(commands, `${operation}Command.d.ts`), "utf8");
  return [...text.matchAll(/@throws \{@link (\w+)\} \(/g)].map(([, name = ""]) => name);
}

it("the operations on destinations have a quota of five in a second, the others none that is known", () => {
  const limited = Object.entries(operations).filter(([, { requestsPerSecond }]) => requestsPerSecond !== undefined);
  expect(limited.map(([name, { requestsPerSecond }]) => [name, requestsPerSecond])).toEqual([
    ["PutDestination", 5],
    ["DescribeDestinations", 5],
    ["DeleteDestination", 5],
    ["PutDestinationPolicy", 5],
  ]);
});

it("an operation that pages has its items, their name and its filter where its paging says", () => {
  const paged = Object.values(operations).flatMap((operation) => (operation.paging ? [operation] : []));
  expect(paged.length).toBeGreaterThan(1);
  const limited = paged.filter(({ request }) => "limit" in request);
  // [F176]
  expect(paged.filter((operation) => !limited.includes(operation))).toEqual([operations.DescribeAccountPolicies]);
  for (const { request, response, paging } of paged) {
    const list = response[paging?.items ?? ""];
    const item = list?.type === "list" && list.member.type === "structure" ? list.member.members : {};
    expect(Object.keys(item)).toContain(paging?.sortedBy);
    const ofPages = "limit" in request ? ["limit", "nextToken"] : ["nextToken"];
    expect(Object.keys(request).sort()).toEqual([...ofPages, ...Object.keys(paging?.filter ?? {})].sort());
  }
});

describe.each(Object.entries<Operation>(operations))("%s", (name, { request, response, errors }) => {
  const [, , , , input, output] = model[`${name}$`] as [number, string, string, unknown, () => unknown, () => unknown];

  it("takes the members of the service's model, of its types and in its order", () => {
    expect(typesInTable(request)).toEqual(typeInModel(input));
    expect(Object.keys(request)).toEqual(Object.keys(typeInModel(input)));
    const required = Object.keys(request).filter((member) => request[member]?.required);
    expect(required).toEqual(requiredInModel(input()));
  });

  it("answers the members of the service's model", () => {
    const { dryRunResult, ...answered } = typeInModel(output) as { readonly [member: string]: Type };
    // A dry run is refused: there is none of the policies that are typed here. [F177]
    expect(dryRunResult === undefined || "dryRun" in request).toBe(true);
    expect(typesInTable(response)).toEqual(answered);
  });

  it("has the errors of the service's model", () => {
    expect([...errors].sort()).toEqual(errorsInModel(name).sort());
  });
});
