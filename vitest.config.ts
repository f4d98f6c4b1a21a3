import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/*.test.ts", "tests/{core,cdktf,local,deploy,packed}/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The AWS SDK, a client in some tests, announces to Node 20 that it will want a later one.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    setupFiles: ["tests/cdktf/without-terraform.ts"],
    restoreMocks: true,
    unstubEnvs: true,
  },
});
