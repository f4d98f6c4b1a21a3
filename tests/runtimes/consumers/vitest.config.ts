import { join } from "node:path";
import { defineConfig } from "vitest/config";

// What a user has around the packages: compilers and test runners, on the packed tarballs.
export default defineConfig({
  root: join(import.meta.dirname, "../../.."),
  test: { include: ["tests/runtimes/consumers/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
