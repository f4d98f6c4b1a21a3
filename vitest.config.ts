import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The suites that run what is built: the command as a process, the packages as npm packs them, the types of the constructs. */
const built = [
  "tests/readme.test.ts",
  "tests/{packed,deploy}/**/*.test.ts",
  "tests/cli/{serve,state-file}.test.ts",
  "tests/cdktf/{docs,examples,optional-members,packed,contract/api}.test.ts",
];

const shared: TestProjectInlineConfiguration["test"] = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // The AWS SDK, a client in some tests, announces to Node 20 that it will want a later one.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  setupFiles: [at("tests/cdktf/without-terraform.ts")],
  restoreMocks: true,
  unstubEnvs: true,
};

/** On the sources, with nothing built. */
export const unit: TestProjectInlineConfiguration = {
  resolve: {
    conditions: ["source"],
    alias: [
      { find: /^@log-destinations\/cdktf$/, replacement: at("cdktf/src/index.ts") },
      { find: /^@log-destinations\/cdktf\/testing$/, replacement: at("cdktf/testing/index.mts") },
      { find: /^@log-destinations\/cdktf\/testing\/vitest$/, replacement: at("cdktf/testing/vitest.mts") },
      // What the build bundles of the core for the constructs.
      { find: /^\.\/core$/, replacement: at("cdktf/scripts/core.ts") },
    ],
  },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    ...shared,
    name: "unit",
    include: ["tests/*.test.ts", "tests/{core,cdktf,cdktn,local,terraform,cli,docs}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...built],
  },
};

export default defineConfig({
  test: { projects: [unit, { test: { ...shared, name: "built", include: built } }] },
});
