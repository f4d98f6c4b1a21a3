// Gives all packages one version, and makes them need exactly that of each other: `npm run release:version 0.2.0`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const [version = ""] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
  console.error(`the version is ${JSON.stringify(version)}; expected one such as 0.2.0`);
  process.exit(2);
}

const read = (file) => JSON.parse(readFileSync(join(root, file), "utf8"));
const write = (file, content) => writeFileSync(join(root, file), `${JSON.stringify(content, null, 2)}\n`);

const { workspaces } = read("package.json");
// The package for CDK Terrain is no workspace, since its peers and those of the others exclude each other.
const folders = [...workspaces, "cdktn"];
const names = new Set(folders.map((folder) => read(`${folder}/package.json`).name));

function update(manifest) {
  manifest.version = version;
  for (const kind of ["dependencies", "devDependencies", "peerDependencies"]) {
    for (const name of Object.keys(manifest[kind] ?? {})) if (names.has(name)) manifest[kind][name] = version;
  }
}

for (const folder of folders) {
  const manifest = read(`${folder}/package.json`);
  update(manifest);
  write(`${folder}/package.json`, manifest);
}
// An example takes every version that a user of this one may have.
const examples = ["cdktf", "cdktn"].flatMap((folder) =>
  readdirSync(join(root, folder, "examples")).map((example) => `${folder}/examples/${example}/package.json`),
);
for (const file of examples) {
  const manifest = read(file);
  for (const dependencies of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(dependencies ?? {})) if (names.has(name)) dependencies[name] = `^${version}`;
  }
  write(file, manifest);
}
const lock = read("package-lock.json");
for (const folder of workspaces) update(lock.packages[folder]);
write("package-lock.json", lock);
const own = read("cdktn/package-lock.json");
for (const entry of [own, own.packages[""]]) update(entry);
write("cdktn/package-lock.json", own);
// Short objects stay on one line there.
const jsr = readFileSync(join(root, "core/jsr.json"), "utf8");
writeFileSync(join(root, "core/jsr.json"), jsr.replace(/"version": "[^"]*"/, `"version": "${version}"`));
// The client says it in its user agent.
const constant = join(root, "core/src/client/version.ts");
writeFileSync(constant, readFileSync(constant, "utf8").replace(/"[^"]*"/, `"${version}"`));
