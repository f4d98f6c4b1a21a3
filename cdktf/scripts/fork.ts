// Writes the package for CDK Terrain, the maintained fork of CDK for Terraform, into `dist/cdktn`: the same compiled code
// under the fork's specifiers. Then proves it: the examples compile, and synthesize to the same Terraform as here. The fork
// is fetched for the run; its provider's classes, the same ones in hundreds of megabytes, are taken from ours.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import ts from "typescript";

const require = createRequire(import.meta.url);
const examples = ["central-logging", "organization"];
const ours = { cdktf: "cdktf", provider: "@cdktf/provider-aws", self: "@log-destinations/cdktf" };
const fork = { cdktf: "cdktn", provider: "@cdktn/provider-aws", self: "@log-destinations/cdktn" };
const versions = { cdktn: "^0.24.0", "@cdktn/provider-aws": "^25.0.0" };

/** The text with the fork's specifiers. */
function forked(text: string): string {
  return text
    .replaceAll(ours.self, fork.self)
    .replaceAll(ours.provider, fork.provider)
    .replaceAll(/(["'])cdktf\1/g, `$1${fork.cdktf}$1`);
}

/** Copies what is text, under the fork's specifiers. */
function copy(from: string, to: string): void {
  for (const { name, parentPath } of readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )) {
    if (!/\.(js|mjs|json|ts|mts|md)$/.test(name)) continue;
    const path = join(to, parentPath.slice(from.length), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, forked(readFileSync(join(parentPath, name), "utf8")));
  }
}

function writePackage(to: string): void {
  rmSync(to, { recursive: true, force: true });
  for (const folder of ["lib", "docs"]) copy(folder, join(to, folder));
  cpSync("LICENSE", join(to, "LICENSE"));
  writeFileSync(join(to, "README.md"), forked(readFileSync("README.md", "utf8")));
  const { scripts, devDependencies, jsii, ...manifest } = JSON.parse(readFileSync("package.json", "utf8"));
  const { constructs } = manifest.peerDependencies;
  const { "./.jsii": _, ...exports } = manifest.exports;
  const files = manifest.files.filter((file: string) => file !== ".jsii");
  const forkManifest = { ...manifest, name: fork.self, exports, files, peerDependencies: { ...versions, constructs } };
  writeFileSync(join(to, "package.json"), `${JSON.stringify(forkManifest, undefined, 2)}\n`);
}

/** A project in which the examples find the fork's packages. */
function writeProject(project: string, built: string): void {
  writeFileSync(join(project, "package.json"), '{ "private": true }');
  const npm = ["install", "--no-audit", "--no-fund", `cdktn@${versions.cdktn}`, "constructs@~10.7.0"];
  execFileSync("npm", npm, { cwd: project, stdio: "pipe", shell: process.platform === "win32" });
  const modules = join(project, "node_modules");
  cpSync(built, join(modules, fork.self), { recursive: true });
  const provider = dirname(require.resolve(`${ours.provider}/package.json`));
  cpSync(join(provider, "package.json"), join(modules, fork.provider, "package.json"), { recursive: true });
  const sources = [...sourcesOf("src"), ...examples.flatMap((name) => sourcesOf(join("examples", name)))].join("\n");
  const classes = new Set([...sources.matchAll(/(?<=provider-aws\/lib\/)[a-z-]+/g)].map(([name]) => name));
  for (const name of classes) copy(join(provider, "lib", name), join(modules, fork.provider, "lib", name));
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

/** The stacks of an example as Terraform gets them, from its sources under these specifiers. */
function synthesize(example: string, home: string, change: (text: string) => string): [stack: string, json: unknown][] {
  const options = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    rewriteRelativeImportExtensions: true,
    strict: true,
    skipLibCheck: true,
    types: [],
  };
  mkdirSync(home, { recursive: true });
  const files = ["main.ts", "stack.ts"].map((file) => {
    writeFileSync(join(home, file), change(readFileSync(join("examples", example, file), "utf8")));
    return join(home, file);
  });
  const program = ts.createProgram(files, options);
  const problems = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problems.length > 0) throw new Error(ts.formatDiagnostics(problems, host));
  execFileSync(process.execPath, ["main.js"], { cwd: home, stdio: "pipe" });
  const stacks = join(home, "cdktf.out", "stacks");
  // Metadata holds stack traces, and the states lie in the folder.
  const comparable = (key: string, value: unknown) => {
    if (key === "//") return undefined;
    return typeof value === "string" ? value.replace(home, "") : value;
  };
  return readdirSync(stacks).map((stack) => [
    stack,
    JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"), comparable),
  ]);
}

const host: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => process.cwd(),
  getNewLine: () => "\n",
};

process.chdir(join(import.meta.dirname, ".."));
const built = join(process.cwd(), "dist", "cdktn");
writePackage(built);
const project = mkdtempSync(join(tmpdir(), "fork-"));
const here = mkdtempSync(join(process.cwd(), "dist", "here-"));
try {
  writeProject(project, built);
  for (const example of examples) {
    const expected = synthesize(example, join(here, example), (text) => text);
    const actual = synthesize(example, join(project, example), forked);
    if (!isDeepStrictEqual(actual, expected)) throw new Error(`the fork synthesizes another ${example}`);
  }
} finally {
  for (const folder of [project, here]) rmSync(folder, { recursive: true, force: true });
}
