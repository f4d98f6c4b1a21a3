import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "./project.ts";

const root = join(import.meta.dirname, "../..");

/** A program of a user, whose types are as strict as they can be. */
const tsconfig = {
  compilerOptions: {
    module: "node16",
    target: "es2022",
    outDir: "out",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    types: ["node"],
  },
  include: ["app"],
};

/** What uses each entry of the package beside the constructs. */
const entries = `import { letsSubscribe } from "@log-destinations/cdktn/testing";
export const passes: boolean = letsSubscribe("{}", { account: "111122223333" }).passes;
`;

/** Writes an example of the package for CDK Terrain, and what compiles it, into the folder `app`. @returns its stacks */
export function writeApp(project: Project, example: string): void {
  for (const file of ["main.ts", "stack.ts"]) {
    const text = readFileSync(join(root, "cdktn/examples", example, file), "utf8");
    // Compiled for a project without \`"type": "module"\`.
    project.write(`app/${file}`, text.replaceAll(/(from "\.\/\w+)\.ts"/g, '$1.js"'));
  }
  project.write("app/testing.ts", entries);
  project.write("tsconfig.json", JSON.stringify(tsconfig));
}
