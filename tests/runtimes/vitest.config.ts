import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The core's suite on what is published: without the `source` condition, the packages are those that were built.
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["tests/core/**/*.test.ts"],
    testTimeout: 30_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
