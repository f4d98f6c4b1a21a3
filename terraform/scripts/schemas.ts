/**
 * Derives the schemas of the provider from the classes of `@cdktf/provider-aws` and of its maintained fork,
 * `@cdktn/provider-aws`, which are generated from the schemas of the real provider. A stack may therefore have the same
 * arguments here. The fork is fetched into a temporary folder: it is large, and nothing else needs it.
 *
 *     npx tsx terraform/scripts/schemas.ts
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { BlockInFile, SchemaFile, Versions } from "../src/schema/schema-file.ts";
import { dataSources, resources } from "./curated-types.ts";
import { mergeBlocks } from "./merge.ts";
import { ProviderPackage } from "./provider-module.ts";

const file = new URL("../src/schema/schemas.json", import.meta.url);
const fileOfVersions = new URL("../src/schema/versions.json", import.meta.url);
const fileOfOthers = new URL("../src/schema/other-schemas.json", import.meta.url);

/** The version of the fork whose schemas are taken. */
const fork = "@cdktn/provider-aws@25.7.0";

interface Types {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/**
 * The schemas of one package. A type that it does not have is left out.
 * @param skip is asked about a type that cannot be read; without it, such a type is an error
 */
export function deriveSchemas(
  from: ProviderPackage,
  types: Types = { resources, dataSources },
  skip?: (error: Error) => void,
): SchemaFile {
  const read = (folder: string): BlockInFile | undefined => {
    try {
      return from.schema(folder);
    } catch (error) {
      if (!skip) throw error;
      skip(error as Error);
      return undefined;
    }
  };
  const of = (names: readonly string[], folder: (type: string) => string) =>
    Object.fromEntries(
      names.flatMap((type): [string, BlockInFile][] => {
        const schema = read(folder(type));
        return schema ? [[type, schema]] : [];
      }),
    );
  const kebab = (type: string) => type.replace(/^aws_/, "").replaceAll("_", "-");
  return {
    provider: from.schema("provider") as BlockInFile,
    resources: of(types.resources, kebab),
    dataSources: of(types.dataSources, (type) => `data-aws-${kebab(type)}`),
  };
}

/** The types that are not in `schemas.json`. */
function otherTypes(packages: readonly ProviderPackage[]): Types {
  const of = (kind: keyof Types, curated: readonly string[]): string[] => {
    const modules = new Set(packages.flatMap((each) => each.modules(kind)));
    const types = Array.from(modules, (name) => `aws_${name.replace(/^data-aws-/, "").replaceAll("-", "_")}`);
    return types.filter((type) => !curated.includes(type)).sort();
  };
  return { resources: of("resources", resources), dataSources: of("dataSources", dataSources) };
}

/** The text of `schemas.json`. */
function writeSchemas(schemas: SchemaFile): string {
  return `${JSON.stringify(schemas, null, 1)}\n`;
}

/** The text of `other-schemas.json`: the schemas compressed, since few runs want them. */
function writeOtherSchemas({ resources, dataSources }: SchemaFile): string {
  const gzip = gzipSync(JSON.stringify({ resources, dataSources }), { level: 9 }).toString("base64");
  return `${JSON.stringify({ gzip })}\n`;
}

/** The older one first. */
type Packages = readonly [ProviderPackage, ProviderPackage];

function versionsOf([older, newer]: Packages): Versions {
  return { older: older.version, newer: newer.version };
}

function mergeSchemas(packages: Packages, types?: Types, skip?: (error: Error) => void): SchemaFile {
  const [before, after] = packages.map((each) => deriveSchemas(each, types, skip)) as [SchemaFile, SchemaFile];
  const versions = versionsOf(packages);
  return {
    provider: mergeBlocks(before.provider, after.provider, versions),
    resources: mergeBlocks({ blocks: before.resources }, { blocks: after.resources }, versions).blocks ?? {},
    dataSources: mergeBlocks({ blocks: before.dataSources }, { blocks: after.dataSources }, versions).blocks ?? {},
  };
}

/** Fetches the fork by npm and gives its folder to the work. */
function withFork<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "schemas-"));
  try {
    execFileSync("npm", ["pack", fork, "--silent", "--pack-destination", folder]);
    const [archive] = readdirSync(folder);
    execFileSync("tar", ["-xzf", archive as string], { cwd: folder });
    return work(join(folder, "package"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  withFork((folder) => {
    const packages = [
      new ProviderPackage("@cdktf/provider-aws"),
      new ProviderPackage("@cdktn/provider-aws", folder),
    ] as const;
    writeFileSync(fileOfVersions, `${JSON.stringify(versionsOf(packages))}\n`);
    writeFileSync(file, writeSchemas(mergeSchemas(packages)));
    const skipped: string[] = [];
    const others = mergeSchemas(packages, otherTypes(packages), ({ message }) => skipped.push(message));
    writeFileSync(fileOfOthers, writeOtherSchemas(others));
    const count = Object.keys(others.resources).length + Object.keys(others.dataSources).length;
    process.stdout.write(`${count} other types; left out:\n${skipped.join("\n")}\n`);
  });
}
