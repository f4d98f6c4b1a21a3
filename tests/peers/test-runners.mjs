// Compiles and runs a test with the packed testing kit under each runner that its page names, as npm has it today: strict, without
// skipLibCheck, with lines that must not compile. It needs the registry, and is not part of CI.
//
// node tests/peers/test-runners.mjs [RUNNER …]: those alone that are named, such as "vitest 4"
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);
const cdktf = join(import.meta.dirname, "../../cdktf");
const kit = "@log-destinations/cdktf/testing";
const nodeTypes = "@types/node@20";

const stack = `const stack = JSON.stringify({
  resource: {
    aws_cloudwatch_log_destination: { Central: { name: "central" } },
    aws_cloudwatch_log_destination_policy: {
      Policy: {
        destination_name: "central",
        access_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "111122223333" },
              Action: "logs:PutSubscriptionFilter",
              Resource: "arn:aws:logs:eu-west-1:999999999999:destination:central",
            },
          ],
        }),
      },
    },
  },
});`;

const withMatchers = `
test("the matchers answer", async () => {
  const nothing: void = expect(stack).toHaveLogDestination({ name: "central" });
  expect(stack).toLetSubscribe({ account: "111122223333" });
  expect(stack).not.toLetSubscribe({ account: "222233334444" });
  const promised: Promise<void> = expect(Promise.resolve(stack)).resolves.toHaveLogDestination();
  await promised;
  expect(() => expect(stack).toHaveLogDestination({ name: "other" })).toThrow("a log destination with");
  return nothing;
});
export function doesNotCompile() {
  // @ts-expect-error
  expect(stack).toLetSubscribe({ acount: "111122223333" });
  // @ts-expect-error
  expect(stack).toHaveLogDestinations();
  // @ts-expect-error
  const text: string = expect(stack).toHaveLogDestination();
  return text;
}`;

const withFunctions = `
import assert from "node:assert/strict";
import { hasLogDestination, letsSubscribe } from "${kit}";
test("the functions answer", () => {
  const { passes, reason } = letsSubscribe(stack, { account: "111122223333" });
  assert.ok(passes, reason);
  assert.equal(letsSubscribe(stack, { account: "222233334444" }).passes, false);
  assert.equal(hasLogDestination(stack, { name: "other" }).passes, false);
});
export function doesNotCompile() {
  // @ts-expect-error
  letsSubscribe(stack, { acount: "111122223333" });
  // @ts-expect-error
  const passes: string = hasLogDestination(stack).passes;
  return passes;
}`;

const vitest = {
  program: `import { expect, test } from "vitest"; import "${kit}/vitest"; ${withMatchers}`,
  command: ["node_modules/vitest/vitest.mjs", "run", "main.test.js"],
};
const onlyEmitted = ["--testRegex", "main.test.js$"];
const [major, minor] = process.versions.node.split(".").map(Number);
const runners = {
  "vitest 4": { packages: ["vitest@4", nodeTypes], ...vitest },
  "vitest 5": {
    // vite is a peer of it.
    packages: ["vitest@5", "vite@8", nodeTypes],
    ...vitest,
    onlyCompiled: major < 22 || (major === 22 && minor < 12) ? "it runs on Node 22.12 or later" : undefined,
  },
  "jest with globals": {
    packages: ["jest@30", "@types/jest@30", nodeTypes],
    type: "commonjs",
    types: ["jest"],
    program: `import "${kit}/jest"; ${withMatchers}`,
    command: ["node_modules/jest/bin/jest.js", ...onlyEmitted],
  },
  "@jest/globals": {
    packages: ["jest@30", "@jest/globals@30", nodeTypes],
    program: `import { expect, test } from "@jest/globals"; import "${kit}/jest-globals"; ${withMatchers}`,
    command: ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", ...onlyEmitted, "--injectGlobals=false"],
  },
  "@jest/globals in CommonJS": {
    packages: ["jest@30", "@jest/globals@30", nodeTypes],
    type: "commonjs",
    program: `import { expect, test } from "@jest/globals"; import "${kit}/jest-globals"; ${withMatchers}`,
    command: ["node_modules/jest/bin/jest.js", ...onlyEmitted],
  },
  "node:test": {
    packages: [nodeTypes],
    program: `import { test } from "node:test"; ${withFunctions}`,
    command: ["--test", "main.test.js"],
  },
  "bun test": {
    packages: ["bun@1", "@types/bun@1"],
    types: ["bun"],
    program: `import { expect, test } from "bun:test"; import { type LogDestinationMatchers, matchers } from "${kit}";
    declare module "bun:test" {
      interface Matchers<T> extends LogDestinationMatchers<void> {}
    }
    expect.extend(matchers);
    ${withFunctions}
    test("the matchers answer", () => expect(stack).not.toLetSubscribe({ account: "222233334444" }));`,
    executable: "node_modules/bun/bin/bun.exe",
    command: ["test", "main.test.js"],
  },
};

const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
  });

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in runners));
if (unknown !== undefined)
  throw new Error(`${unknown} is not known; expected some of ${Object.keys(runners).join(", ")}`);

const packed = mkdtempSync(join(tmpdir(), "test-runners-"));
const [{ filename }] = JSON.parse(npm(cdktf, "pack", "--json", "--pack-destination", packed));

for (const [name, runner] of Object.entries(runners)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const project = mkdtempSync(join(tmpdir(), "test-runner-"));
  try {
    console.log(`${name}: ${tryOut(project, runner)}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`${name}: FAILED\n${error.stdout ?? ""}${error.stderr ?? error}`);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
rmSync(packed, { recursive: true, force: true });

/** @returns what was done */
function tryOut(project, { packages, type = "module", types = ["node"], program, executable, command, onlyCompiled }) {
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type }));
  // Without the peers, of which the kit needs none but cdktf: that and what compiles are the workspace's.
  npm(project, "install", "--legacy-peer-deps", "--prefer-offline", join(packed, filename), ...packages);
  for (const peer of ["cdktf", "constructs"]) {
    mkdirSync(join(project, "node_modules"), { recursive: true });
    symlinkSync(dirname(resolve(`${peer}/package.json`)), join(project, "node_modules", peer), "dir");
  }
  writeFileSync(join(project, "main.test.ts"), `${program.trim()}\n${stack}\n`);
  const compilerOptions = {
    ...{ strict: true, skipLibCheck: false, target: "es2022", module: "nodenext", types },
    lib: ["es2022", "esnext.disposable"],
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["main.test.ts"] }));
  const run = (file, ...args) => execFileSync(file, args, { cwd: project, encoding: "utf8", stdio: "pipe" });
  run(process.execPath, resolve("typescript/bin/tsc"), "--pretty", "false");
  if (onlyCompiled !== undefined) return `compiles; not run, since ${onlyCompiled}`;
  run(executable ?? process.execPath, ...command);
  return "compiles and runs";
}
