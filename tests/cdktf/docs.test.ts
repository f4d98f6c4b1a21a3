import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { typeProblems } from "../typecheck.ts";
import { synthApp } from "./synth.ts";

const root = join(import.meta.dirname, "../../cdktf");
const pages = ["README.md", ...readdirSync(join(root, "docs")).map((page) => join("docs", page))];
const read = (page: string) => readFileSync(join(root, page), "utf8");

/** The TypeScript examples of all pages: imports first, then what stands in the constructor of a stack. */
const examples = pages.flatMap((page) =>
  [...read(page).matchAll(/```ts\n(.*?)```/gs)].map(([, source = ""], index) => {
    const lines = source.split("\n");
    const body = lines.findLastIndex((line) => /^(import|}) .*"/.test(line)) + 1;
    return {
      name: `${page} #${index + 1}`,
      file: join(import.meta.dirname, `${page.replaceAll(/\W/g, "-")}-${index + 1}.ts`),
      source: [
        ...lines.slice(0, body),
        'import type { TerraformStack as ExampleStack } from "cdktf";',
        "export function example(this: ExampleStack): void {",
        ...lines.slice(body),
        "}",
      ].join("\n"),
    };
  }),
);

test("every example of the documentation is right in its types", { timeout: 60_000 }, () => {
  expect(examples.length).toBeGreaterThan(10);
  expect(typeProblems(new Map(examples.map(({ file, source }) => [file, source])))).toEqual([]);
});

describe("every example of the documentation synthesizes", () => {
  const require = createRequire(import.meta.url);
  const runner = { expect, test: (_: string, body: () => void) => body() };
  const load = (name: string) => {
    if (name === "vitest") return runner;
    return name.endsWith("/testing/vitest")
      ? expect.extend(require("@log-destinations/cdktf/testing").matchers)
      : require(name);
  };

  test.each(examples)("$name", ({ source }) => {
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const exports: { example?: () => void } = {};
    new Function("exports", "require", outputText)(exports, load);
    const { manifest } = synthApp((app) => {
      const stack = new TerraformStack(app, "stack");
      new AwsProvider(stack, "Aws", { region: "eu-west-1" });
      exports.example?.call(stack);
    });
    expect(manifest("stack").annotations.filter(({ level }) => level !== "@cdktf/info")).toEqual([]);
  });
});

test("every page is linked from the README", () => {
  const readme = read("README.md");
  expect(pages.filter((page) => page !== "README.md" && !readme.includes(`](${page.replaceAll("\\", "/")})`))).toEqual(
    [],
  );
});

test("every member that a construct hands out is on the page of recipes", () => {
  const { types } = JSON.parse(read(".jsii")) as { types: Record<string, Type> };
  const rows = read("docs/recipes.md").split("\n");
  const classes = Object.values(types).filter(({ kind, properties }) => kind === "class" && properties !== undefined);
  const unnamed = classes.flatMap(({ name, properties = [] }) => {
    const row = rows.find((line) => line.startsWith(`| \`${name}\` |`)) ?? "";
    return properties
      .filter((property) => !row.includes(`\`${property.name}\``))
      .map((member) => `${name}.${member.name}`);
  });
  expect(classes.length).toBeGreaterThan(7);
  expect(unnamed).toEqual([]);
});

interface Property {
  name: string;
  optional?: boolean;
  docs?: { default?: string; summary?: string; remarks?: string };
}

interface Type {
  name: string;
  kind?: string;
  datatype?: boolean;
  interfaces?: string[];
  properties?: Property[];
}

describe("every prop", () => {
  const { types } = JSON.parse(read(".jsii")) as { types: Record<string, Type> };
  const structs = Object.values(types).filter(({ datatype }) => datatype);
  const ofStruct = ({ properties = [], interfaces = [] }: Type): Property[] => [
    ...properties,
    ...interfaces.flatMap((name) => (types[name] ? ofStruct(types[name]) : [])),
  ];
  /** The page that tells of each; what is nobody's props tells what is there, which no change of it changes. */
  const pagesOf: Record<string, { page: string; changes: boolean }> = {
    LogAccountSubscriptionProps: { page: "log-account-subscription", changes: true },
    LogDestinationAttributes: { page: "log-destination", changes: false },
    LogDestinationImportOptions: { page: "changing", changes: false },
    LogDestinationLookup: { page: "log-destination", changes: false },
    LogDestinationOptions: { page: "log-destination", changes: true },
    LogDestinationPolicyProps: { page: "log-destination-policy", changes: true },
    LogDestinationProps: { page: "log-destination", changes: true },
    LogDestinationResources: { page: "changing", changes: false },
    LogDestinationTargetOptions: { page: "log-destination", changes: true },
    LogSubscriptionFunctionOptions: { page: "log-subscription", changes: true },
    LogSubscriptionOptions: { page: "log-subscription", changes: true },
    LogSubscriptionProps: { page: "log-subscription", changes: true },
    LogSubscriptionRoleProps: { page: "log-subscription", changes: true },
    RegionalLogDestinationsLookup: { page: "handing-over", changes: false },
    RegionalLogDestinationsProps: { page: "regional-log-destinations", changes: true },
    RegionalSenderExportOptions: { page: "handing-over", changes: false },
    S3DeliveryStreamProps: { page: "s3-delivery-stream", changes: true },
    SenderExportOptions: { page: "handing-over", changes: false },
  };

  test("belongs to a struct that is looked at here", () => {
    expect(structs.map(({ name }) => name).sort()).toEqual(Object.keys(pagesOf));
  });

  test.each(structs)(
    "of $name has a meaning, a default unless it is required, what a change does, and a place in the docs",
    (struct) => {
      const { page = "", changes = true } = pagesOf[struct.name] ?? {};
      const text = read(`docs/${page}.md`);
      const properties = ofStruct(struct);
      expect(properties.length).toBeGreaterThan(0);
      for (const property of properties) {
        expect(property.docs?.summary, property.name).toBeTruthy();
        const told = `${property.docs?.summary} ${property.docs?.remarks}`;
        if (changes) expect(told, property.name).toMatch(/\b(Changing|A change)\b/);
        expect(Boolean(property.docs?.default), `the default of ${property.name}`).toBe(property.optional === true);
        expect(text, property.name).toContain(`\`${property.name}\``);
      }
    },
  );
});
