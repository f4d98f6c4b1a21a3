import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/{core,cdktf,local,deploy}/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
