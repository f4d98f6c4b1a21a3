import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";

type Attributes = Record<string, unknown>;
type Blocks = Record<string, Record<string, Attributes>>;

/** One stack as Terraform gets it, without cdktf's metadata. */
export interface Synthesized {
  resource: Blocks;
  data?: Blocks;
  output?: Record<string, Attributes>;
  import?: Attributes[];
  [block: string]: unknown;
}

/** What cdktf says about a stack beside its JSON. */
export interface StackManifest {
  annotations: { constructPath: string; level: string; message: string }[];
  dependencies: string[];
}

/** The files that `cdktf synth` writes, by their paths: cross-stack references are prepared and validations run. */
export function synthFiles(build: (app: App) => void): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files.map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [relative(outdir, file).replaceAll("\\", "/"), readFileSync(file, "utf8")];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Synthesizes the way `cdktf synth` does, which `Testing.synth` does in part. */
export function synthApp(build: (app: App) => void): {
  stack: (name: string) => Synthesized;
  manifest: (name: string) => StackManifest;
  names: string[];
} {
  const files = synthFiles(build);
  const read = (file: string) => JSON.parse(files.get(file) ?? "", withoutMetadata);
  const { stacks } = read("manifest.json") as { stacks: Record<string, StackManifest> };
  const synthesized = new Map(
    Object.keys(stacks).map((name) => [name, read(`stacks/${name}/cdk.tf.json`) as Synthesized]),
  );
  const found = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new Error(`there is no stack ${name}`);
    return value;
  };
  return {
    stack: (name) => found(synthesized.get(name), name),
    manifest: (name) => found(stacks[name], name),
    names: Object.keys(stacks),
  };
}

/** One stack, its provider in eu-west-1 unless it is to be told by the environment. */
export function synth(
  build: (stack: TerraformStack) => void,
  provider: { region?: string } = { region: "eu-west-1" },
): Synthesized & { annotations: StackManifest["annotations"] } {
  const { stack, manifest } = synthApp((app) => {
    const only = new TerraformStack(app, "stack");
    new AwsProvider(only, "Aws", provider);
    build(only);
  });
  return { ...stack("stack"), annotations: manifest("stack").annotations };
}

/** The one resource of a type. */
export function only(synthesized: Synthesized, type: string): Attributes & { address: string } {
  const found = Object.entries(synthesized.resource[type] ?? {});
  const [name, attributes] = found[0] ?? [];
  if (found.length !== 1 || attributes === undefined) throw new Error(`expected one ${type}, found ${found.length}`);
  return { address: `${type}.${name}`, ...attributes };
}

/** The one data source of a type, by its address. */
export function lookup(synthesized: Synthesized, type: string): string {
  const names = Object.keys(synthesized.data?.[type] ?? {});
  if (names.length !== 1) throw new Error(`expected one data ${type}, found ${names.length}`);
  return `data.${type}.${names[0]}`;
}

/** An attribute that is a JSON document, parsed. */
export function document(attributes: Attributes, name: string): unknown {
  return JSON.parse(attributes[name] as string);
}

function withoutMetadata(key: string, value: unknown): unknown {
  return key === "//" ? undefined : value;
}
