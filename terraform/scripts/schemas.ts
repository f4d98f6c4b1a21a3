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
import type { BlockInFile, SchemaFile } from "../src/schema/schema-file.ts";
import { dataSources, resources } from "./curated-types.ts";
import { mergeBlocks } from "./merge.ts";
import { ProviderPackage } from "./provider-module.ts";

const file = new URL("../src/schema/schemas.json", import.meta.url);

/** The version of the fork whose schemas are taken. */
const fork = "@cdktn/provider-aws@25.7.0";

/** The schemas of one package. A type that it does not have is left out. */
export function deriveSchemas(from: ProviderPackage): Omit<SchemaFile, "versions"> {
  const of = (types: readonly string[], folder: (type: string) => string) =>
    Object.fromEntries(
      types.flatMap((type): [string, BlockInFile][] => {
        const schema = from.schema(folder(type));
        return schema ? [[type, schema]] : [];
      }),
    );
  const kebab = (type: string) => type.replace(/^aws_/, "").replaceAll("_", "-");
  return {
    provider: from.schema("provider") as BlockInFile,
    resources: of(resources, kebab),
    dataSources: of(dataSources, (type) => `data-aws-${kebab(type)}`),
  };
}

/** The text of `schemas.json`. */
function writeSchemas(schemas: SchemaFile): string {
  return `${JSON.stringify(schemas, null, 1)}\n`;
}

function mergeSchemas(older: ProviderPackage, newer: ProviderPackage): SchemaFile {
  const [before, after] = [older, newer].map(deriveSchemas) as [SchemaFile, SchemaFile];
  const versions = [older.version, newer.version] as const;
  return {
    versions,
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
    const older = new ProviderPackage("@cdktf/provider-aws");
    const newer = new ProviderPackage("@cdktn/provider-aws", folder);
    writeFileSync(file, writeSchemas(mergeSchemas(older, newer)));
  });
}
