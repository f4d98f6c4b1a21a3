// Installs the packed core and constructs with the lowest and with the newest version of every peer range, each time in an
// empty project, and uses them there: the chain of credentials is resolved, the examples are synthesized, to the same
// Terraform at both ends. It needs the registry and a gigabyte, and is not part of CI.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");
const examples = join(root, "cdktf/examples");

const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
const node = (cwd, ...args) => execFileSync(process.execPath, args, { cwd, encoding: "utf8" });

const uses = { core: resolveCredentials, cdktf: synthesizeExamples };

for (const [wing, use] of Object.entries(uses)) {
  const { name, peerDependencies } = JSON.parse(readFileSync(join(root, wing, "package.json"), "utf8"));
  const published = Object.entries(peerDependencies).map(([peer, range]) => [peer, versionsIn(peer, range)]);
  let before;
  for (const end of [0, -1]) {
    const peers = published.map(([peer, versions]) => `${peer}@${versions.at(end)}`);
    const project = mkdtempSync(join(tmpdir(), "peers-"));
    try {
      writeFileSync(join(project, "package.json"), '{ "private": true }');
      const [{ filename }] = JSON.parse(npm(join(root, wing), "pack", "--json", "--pack-destination", project));
      npm(project, "install", "--save-exact", join(project, filename), ...peers);
      const result = use(project);
      if (before !== undefined && !isDeepStrictEqual(result, before)) {
        throw new Error(`${name} gives another result with ${peers.join(", ")} than with the lowest versions`);
      }
      before = result;
      console.log(`${name} with ${peers.join(", ")}: ok`);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  }
}

/** The published versions in a range, the lowest first. */
function versionsIn(peer, range) {
  const versions = [JSON.parse(npm(root, "view", `${peer}@${range}`, "version", "--json"))].flat();
  const parts = (version) => version.split(".").map(Number);
  return versions.sort((a, b) => {
    const [other, own] = [parts(b), parts(a)];
    const at = own.findIndex((part, index) => part !== other[index]);
    return at < 0 ? 0 : own[at] - other[at];
  });
}

function resolveCredentials(project) {
  writeFileSync(
    join(project, "main.mjs"),
    `import { fromProviderChain } from "@log-destinations/core/node";
    process.env.AWS_ACCESS_KEY_ID = "111122223333";
    process.env.AWS_SECRET_ACCESS_KEY = "none";
    const { accessKeyId, secretAccessKey } = await fromProviderChain()();
    console.log(JSON.stringify({ accessKeyId, secretAccessKey }));`,
  );
  const result = JSON.parse(node(project, "main.mjs"));
  if (result.accessKeyId !== "111122223333") throw new Error("the chain found other credentials than those given");
  return result;
}

function synthesizeExamples(project) {
  return readdirSync(examples).map((example) => {
    const home = join(project, example);
    mkdirSync(home);
    for (const file of ["main", "stack"]) {
      const { outputText } = ts.transpileModule(readFileSync(join(examples, example, `${file}.ts`), "utf8"), {
        compilerOptions: {
          module: ts.ModuleKind.CommonJS,
          target: ts.ScriptTarget.ES2022,
          rewriteRelativeImportExtensions: true,
        },
      });
      writeFileSync(join(home, `${file}.js`), outputText);
    }
    node(home, "main.js");
    const stacks = join(home, "cdktf.out/stacks");
    return [example, readdirSync(stacks).map((stack) => [stack, stackIn(join(stacks, stack, "cdk.tf.json"), project)])];
  });
}

/** A stack without cdktf's metadata and the versions and folders that differ. */
function stackIn(file, project) {
  const { terraform, ...stack } = JSON.parse(readFileSync(file, "utf8"), (key, value) =>
    key === "//" ? undefined : typeof value === "string" ? value.replace(project, "") : value,
  );
  if (!stack.resource) throw new Error(`${file} has no resource`);
  return stack;
}
