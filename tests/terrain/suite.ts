import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { terms } from "../../cdktn/scripts/terms.ts";
import { asDeveloped } from "./documents.ts";
import type { Project } from "./project.ts";

const root = join(import.meta.dirname, "../..");

/** Where the tests of the constructs look for files of the package. */
const places: readonly (readonly [was: string | RegExp, is: string])[] = [
  ["../cdktf/src/private/longest-values.ts", "../cdktn/lib/private/longest-values.js"],
  ["../../cdktf", "../../cdktn"],
  // As the contract writes the fork's types.
  [/\bcdktf\.(?=[A-Z])/g, "cdktn."],
];

/** The tests of the constructs that look at this repository and not at the package. */
export const ofTheRepository: Readonly<Record<string, string>> = {
  "packed.test.ts": "packs cdktf; the projects here are installed from the packed cdktn",
  "source.test.ts": "reads the sources, which the tarball does not hold",
  "platforms.test.ts": "reads the imports of the sources",
};

/** What the tests of the constructs need beside the constructs, as npm installs it. */
export const toolsOfSuite: readonly string[] = [
  ...["typescript", "@types/node", "tsx", "vitest", "fast-check"].map(asDeveloped),
  "@log-destinations/core",
  "@log-destinations/local",
];

/**
 * Puts the tests of the constructs into a project that has the package for CDK Terrain, in words of the fork, and what they
 * read beside the package, in the places where they look for it.
 */
export function writeSuite(project: Project): void {
  const tests = join(root, "tests/cdktf");
  for (const entry of readdirSync(tests, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name).slice(tests.length + 1);
    if (!entry.isFile() || file in ofTheRepository) continue;
    const text = readFileSync(join(tests, file), "utf8");
    project.write(
      join("tests/cdktf", file),
      [...places, ...terms].reduce((so, [was, is]) => so.replaceAll(was, is), text),
    );
  }
  symlinkSync(join(project.folder, "node_modules/@log-destinations/cdktn"), join(project.folder, "cdktn"));
  for (const place of ["CHANGELOG.md", "tsconfig.json", "tests/tsconfig.json", "tests/typecheck.ts"]) {
    mkdirSync(dirname(join(project.folder, place)), { recursive: true });
    cpSync(join(root, place), join(project.folder, place));
  }
  for (const place of ["core", "local", "tests/core", "tests/refusals", "tests/local"]) {
    symlinkSync(join(root, place), join(project.folder, place));
  }
  project.write(
    "vitest.config.mjs",
    `export default {
      test: { dir: "tests/cdktf", testTimeout: 60_000, setupFiles: ["tests/cdktf/without-terraform.ts"], restoreMocks: true, unstubEnvs: true },
    };`,
  );
}

/** Runs the suite, or these files of it. @returns what vitest printed */
export function runSuite(project: Project, ...files: readonly string[]): Promise<string> {
  return project.sh(`npx vitest run --no-color --reporter=dot ${files.join(" ")}`);
}
