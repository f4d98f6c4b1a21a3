import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    root: import.meta.dirname,
    globalSetup: ["setup.ts"],
    // npm unpacks half a gigabyte for a project.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Each file has a project of its own; npm and terraform wait more than they work.
    maxWorkers: 2,
  },
});
