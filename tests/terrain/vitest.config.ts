import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    root: import.meta.dirname,
    globalSetup: ["setup.ts"],
    // npm unpacks half a gigabyte for a project.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
