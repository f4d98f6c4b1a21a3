/**
 * Derives the schemas of the provider from the classes of `@cdktf/provider-aws`, which are generated from the schemas of
 * the real provider. A stack may therefore have the same arguments here.
 *
 *     npx tsx terraform/scripts/schemas.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { BlockInFile, SchemaFile } from "../src/schema/schema-file.ts";

const file = new URL("../src/schema/schemas.json", import.meta.url);

const resources = [
  "aws_cloudwatch_log_destination",
  "aws_cloudwatch_log_destination_policy",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_log_subscription_filter",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_kinesis_firehose_delivery_stream",
  "aws_kinesis_stream",
];
const dataSources = ["aws_caller_identity", "aws_iam_policy_document", "aws_partition", "aws_region"];

/** The sensitive arguments, which the classes do not mark. */
const secrets = new Set(["access_key", "key_passphrase", "password", "private_key", "secret_key", "token"]);

const { resolve } = createRequire(import.meta.url);

export function deriveSchemas(): SchemaFile {
  const of = (types: readonly string[], folder: (type: string) => string) =>
    Object.fromEntries(types.map((type) => [type, new ProviderModule(folder(type)).schema()]));
  const kebab = (type: string) => type.replace(/^aws_/, "").replaceAll("_", "-");
  return {
    provider: new ProviderModule("provider").schema(),
    resources: of(resources, kebab),
    dataSources: of(dataSources, (type) => `data-aws-${kebab(type)}`),
  };
}

/** The text of `schemas.json`. */
export function writeSchemas(schemas: SchemaFile): string {
  return `${JSON.stringify(schemas, null, 2)}\n`;
}

interface Argument {
  isBlock: boolean;
  kind: string;
  storage: string;
}

const storages: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  boolean: "bool",
  stringList: "string",
  numberList: "number",
  stringMap: "string",
};

const getters: Readonly<Record<string, string>> = {
  getStringAttribute: "string",
  getNumberAttribute: "number",
  getBooleanAttribute: "bool",
  getListAttribute: "list(string)",
  getStringMapAttribute: "map(string)",
};

/** One module of the package, read as the TypeScript that its source map carries. */
class ProviderModule {
  readonly #source: string;

  constructor(folder: string) {
    const compiled = readFileSync(resolve(`@cdktf/provider-aws/lib/${folder}/index.js`), "utf8");
    const map = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(compiled)?.[1];
    if (map === undefined)
      throw new Error(`${folder}: there is no source map; is this another version of the package?`);
    this.#source = JSON.parse(Buffer.from(map, "base64").toString()).sourcesContent[0];
  }

  schema(): BlockInFile {
    const [, name] = this.#find(/export class (\w+) extends cdktf\.Terraform(?:Resource|DataSource|Provider) /);
    return this.#block(this.#classBody(`${name} extends cdktf.Terraform`), `${name}Config`, name as string);
  }

  #block(body: string, config: string, name: string): BlockInFile {
    const flags = this.#flags(config, body);
    const attributes: Record<string, string> = {};
    const blocks: Record<string, BlockInFile> = {};
    const written = /synthesizeHclAttributes\(\)/.test(body)
      ? body
      : this.#function(`${lowerFirst(name)}ToHclTerraform`);
    for (const [attribute, { isBlock, kind, storage }] of this.#arguments(written)) {
      if (attribute === "alias") continue;
      if (!isBlock) {
        const type = kind === "simple" ? storages[storage] : `${kind}(${storages[storage]})`;
        if (type === undefined)
          throw new Error(`${name}.${attribute}: the type ${kind} of ${storage} is not known here`);
        attributes[attribute] = [flags.get(attribute) ?? "optional", secrets.has(attribute) && "sensitive", type]
          .filter(Boolean)
          .join(" ");
        continue;
      }
      const struct = storage.replace(/List$/, "");
      const inner = this.#block(this.#classBody(`${struct}OutputReference `), struct, struct);
      const single = new RegExp(`new ${struct}OutputReference\\(this, "${attribute}"\\)`).test(body);
      const limits = kind !== "struct" && single ? { max: 1 } : {};
      const required = flags.get(attribute)?.startsWith("required") ? { min: 1 } : {};
      blocks[attribute] = { nesting: kind === "struct" ? "single" : kind, ...required, ...limits, ...inner };
    }
    for (const [attribute, type] of this.#computed(body)) attributes[attribute] ??= `computed ${type}`;
    const sorted = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
    return {
      ...(Object.keys(sorted).length > 0 && { attributes: sorted }),
      ...(Object.keys(blocks).length > 0 && { blocks }),
    };
  }

  /** `required`, `optional` or `optional computed` by argument. */
  #flags(config: string, body: string): Map<string, string> {
    const flags = new Map<string, string>();
    const [, members = ""] = this.#find(
      new RegExp(`export interface ${config} (?:extends [\\w.]+ )?\\{(.*?)\\n\\}`, "s"),
    );
    for (const [, name, optional] of members.matchAll(/#(\w+) \w+#\w+\}(?:(?!\*\/).)*\*\/\s*readonly \w+(\?)?:/gs)) {
      flags.set(name as string, optional ? "optional" : "required");
    }
    for (const [, name] of body.matchAll(/\/\/ (\w+) - computed: true, optional: true/g)) {
      flags.set(name as string, "optional computed");
    }
    return flags;
  }

  #arguments(text: string): [string, Argument][] {
    const entry =
      /^ +(\w+): \{\n +value: .*\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)",/gm;
    return [...text.matchAll(entry)].map(([, name, isBlock, kind, storage]) => [
      name as string,
      { isBlock: isBlock === "true", kind: kind as string, storage: storage as string },
    ]);
  }

  #computed(body: string): [string, string][] {
    const entry =
      /\/\/ (\w+) - computed: true, optional: false.*\n(?: +private .*\n)? +public get \w+\(\) \{\n +return (.*);/g;
    return [...body.matchAll(entry)].map(([, name, returned]) => {
      const [, getter = ""] = /this\.(get\w+)\(/.exec(returned as string) ?? [];
      const type = getters[getter];
      if (type === undefined) throw new Error(`${name}: the type behind ${returned} is not known here`);
      return [name as string, returned?.includes("tolist") ? type.replace("list", "set") : type];
    });
  }

  #classBody(start: string): string {
    const found = new RegExp(`export class ${start}.*?\\n\\}`, "s").exec(this.#source)?.[0];
    // The provider's own blocks have no such class: they are only ever written.
    return found ?? "";
  }

  #function(name: string): string {
    const [found] = this.#find(new RegExp(`export function ${name}\\(.*?\\n\\}`, "s"));
    return found as string;
  }

  #find(pattern: RegExp): RegExpExecArray {
    const found = pattern.exec(this.#source);
    if (!found) throw new Error(`${pattern} is nowhere; is this another version of the package?`);
    return found;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, writeSchemas(deriveSchemas()));
