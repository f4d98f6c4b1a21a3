import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { BlockInFile } from "../src/schema/schema-file.ts";
import { isSecret } from "./secrets.ts";

const { resolve } = createRequire(import.meta.url);

/** A package whose classes are generated from the schemas of the real provider. */
export class ProviderPackage {
  /** The version of the real provider. */
  readonly version: string;
  readonly #folder: string;

  /** @param folder where it is; without one, it is an installed package */
  constructor(name: "@cdktf/provider-aws" | "@cdktn/provider-aws", folder?: string) {
    this.#folder = folder ?? join(resolve(`${name}/package.json`), "..");
    const { cdktf, cdktn } = JSON.parse(readFileSync(join(this.#folder, "package.json"), "utf8"));
    this.version = (cdktn ?? cdktf).provider.version;
  }

  /** The modules of resources or of data sources. */
  modules(of: "resources" | "dataSources"): string[] {
    const entries = readdirSync(join(this.#folder, "lib"), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && entry.name !== "provider")
      .map(({ name }) => name)
      .filter((name) => name.startsWith("data-aws-") === (of === "dataSources"));
  }

  /** @returns `undefined` where the package has no such module */
  schema(module: string): BlockInFile | undefined {
    const compiled = this.#read(module);
    return compiled === undefined ? undefined : new ProviderModule(module, compiled).schema();
  }

  #read(module: string): string | undefined {
    try {
      return readFileSync(join(this.#folder, "lib", module, "index.js"), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }
}

interface Argument {
  isBlock: boolean;
  kind: string;
  storage: string;
}

/** The types of single values, by the classes' names. */
const simpleTypes: Readonly<Record<string, string>> = { string: "string", number: "number", boolean: "bool" };

/** The types of the members of lists, sets and maps. */
const memberTypes: Readonly<Record<string, string>> = {
  stringList: "string",
  numberList: "number",
  stringMap: "string",
  numberMap: "number",
  booleanMap: "bool",
  stringMapMap: "map(string)",
  stringListList: "list(string)",
  stringListMap: "list(string)",
  stringMapList: "map(string)",
};

/** The types of computed attributes, by how their getter reads them. */
const getters: Readonly<Record<string, string>> = {
  getStringAttribute: "string",
  getNumberAttribute: "number",
  getBooleanAttribute: "bool",
  getListAttribute: "list(string)",
  getNumberListAttribute: "list(number)",
  getStringMapAttribute: "map(string)",
};

const mapClasses: Readonly<Record<string, string>> = {
  StringMap: "map(string)",
  NumberMap: "map(number)",
  BooleanMap: "map(bool)",
};

/** One module of a package, read as the TypeScript that its source map carries. */
class ProviderModule {
  readonly #folder: string;
  readonly #source: string;

  constructor(name: string, compiled: string) {
    this.#folder = name;
    const map = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(compiled)?.[1];
    if (map === undefined) throw new Error(`${name}: there is no source map; is this another version of the package?`);
    this.#source = JSON.parse(Buffer.from(map, "base64").toString()).sourcesContent[0];
  }

  schema(): BlockInFile {
    const [, name] = this.#find(/export class (\w+) extends cdkt[fn]\.Terraform(?:Resource|DataSource|Provider) /);
    return this.#block(this.#classBody(`${name} extends cdkt[fn]\\.Terraform`), `${name}Config`, name as string);
  }

  #block(body: string, config: string, name: string): BlockInFile {
    const flags = this.#flags(config, body);
    const attributes: Record<string, string> = {};
    const blocks: Record<string, BlockInFile> = {};
    const written = /synthesizeHclAttributes\(\)/.test(body)
      ? body
      : this.#function(`${lowerFirst(name)}ToHclTerraform`);
    for (const [attribute, argument] of this.#arguments(written)) {
      if (attribute === "alias") continue;
      const flag = flags.get(attribute) ?? "optional";
      // Terraform knows no computed block: what may be left to the provider is an attribute of objects.
      if (!argument.isBlock || flag === "optional computed") {
        const type = argument.isBlock ? this.#typeOfBlock(argument) : typeOf(`${name}.${attribute}`, argument);
        attributes[attribute] = this.#written(flag, attribute, type);
        continue;
      }
      const { kind, storage } = argument;
      const struct = storage.replace(/List$/, "");
      const inner = this.#block(this.#classBody(`${struct}OutputReference `), struct, struct);
      const single = new RegExp(`new ${struct}OutputReference\\(this, "${attribute}"\\)`).test(body);
      const limits = kind !== "struct" && single ? { max: 1 } : {};
      const required = flag.startsWith("required") ? { min: 1 } : {};
      blocks[attribute] = { nesting: kind === "struct" ? "single" : kind, ...required, ...limits, ...inner };
    }
    for (const [attribute, type] of this.#computed(body)) {
      attributes[attribute] ??= this.#written("computed", attribute, type);
    }
    const sorted = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
    return {
      ...(Object.keys(sorted).length > 0 && { attributes: sorted }),
      ...(Object.keys(blocks).length > 0 && { blocks }),
    };
  }

  #written(flag: string, attribute: string, type: string): string {
    return [flag, isSecret(this.#folder, attribute) && "sensitive", type].filter(Boolean).join(" ");
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

  /** The attributes that only the provider sets, with their types. */
  #computed(body: string): [string, string][] {
    const entry =
      /\/\/ (\w+) - computed: true, optional: false.*\n(?: +private \w+ = new (\S+?)\((.*)\);\n)? +public get \w+\(\) \{\n +return (.*);/g;
    return [...body.matchAll(entry)].map(([, name, made, args, returned]) => {
      if (made !== undefined) return [name as string, this.#typeOfMember(made, args as string)];
      const [, getter = ""] = /this\.(get\w+)\(/.exec(returned as string) ?? [];
      const type = getters[getter];
      if (type === undefined) throw new Error(`${name}: the type behind ${returned} is not known here`);
      return [name as string, returned?.includes("tolist") ? type.replace("list", "set") : type];
    });
  }

  /** The type of a computed attribute for which a class has a member of its own. */
  #typeOfMember(made: string, args: string): string {
    const [, library] = /^cdkt[fn]\.(\w+)$/.exec(made) ?? [];
    if (library !== undefined) {
      const type = mapClasses[library];
      if (type === undefined) throw new Error(`the type behind ${made} is not known here`);
      return type;
    }
    const item = this.#objectType(made.replace(/(?:List|OutputReference)$/, ""));
    if (made.endsWith("OutputReference")) return item;
    return `${args.endsWith("true") ? "set" : "list"}(${item})`;
  }

  #typeOfBlock({ kind, storage }: Argument): string {
    const item = this.#objectType(storage.replace(/List$/, ""));
    return kind === "struct" ? item : `${kind}(${item})`;
  }

  #objectType(struct: string): string {
    const { attributes = {}, blocks = {} } = this.#block(this.#classBody(`${struct}OutputReference `), struct, struct);
    const members = Object.entries(attributes).map(([name, text]) => [name, text.split(" ").at(-1)]);
    const nested = Object.entries(blocks).map(([name, { nesting }]) => {
      throw new Error(`${struct}.${name}: a ${nesting} within an attribute of objects is not known here`);
    });
    return `{${[...members, ...nested].map(([name, type]) => `${name}:${type}`)}}`;
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

/** @throws Error for a type that this script cannot read. Terraform would panic on a schema without it. */
export function typeOf(where: string, { kind, storage }: Pick<Argument, "kind" | "storage">): string {
  const type = kind === "simple" ? simpleTypes[storage] : memberTypes[storage];
  if (type === undefined) throw new Error(`${where}: the type ${kind} of ${storage} is not known here`);
  return kind === "simple" ? type : `${kind}(${type})`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
