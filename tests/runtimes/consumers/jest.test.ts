import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { EmptyProject } from "../../packed/tarballs.ts";
import { projectWith } from "./project.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../core/README.md"), "utf8");
/** The configuration that the README gives. */
const [, configuration = ""] = /```js\n(\/\/ jest\.config\.js\n[^`]*)```/.exec(readme) ?? [];

let project: EmptyProject;
beforeAll(() => {
  project = projectWith("ts-jest", "jest", "@jest/globals", "typescript", "@types/node", "undici-types");
  project.file(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { module: "CommonJS", target: "es2018", strict: true } }),
  );
  project.file(
    "central.test.ts",
    `import { expect, test } from "@jest/globals";
    import { accessPolicy, LogDestinationsClient } from "@log-destinations/core";
    import { nodeFetch } from "@log-destinations/core/node";
    import { operations } from "@log-destinations/core/service";
    import { LocalLogs } from "@log-destinations/local";

    test("a destination that is not there", async () => {
      const { fetch } = new LocalLogs();
      const credentials = { accessKeyId: "111122223333", secretAccessKey: "none" };
      const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch });
      expect(await client.destinations().toArray()).toEqual([]);
      await expect(client.deleteDestination({ destinationName: "central" })).rejects.toMatchObject({
        code: "ResourceNotFoundException",
      });
      expect(accessPolicy({ destinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:a", accounts: ["222233334444"] }))
        .toContain("222233334444");
      expect([typeof nodeFetch(), typeof operations]).toEqual(["function", "object"]);
    });`,
  );
});
afterAll(() => project.remove());

const run = () => project.run(process.execPath, "node_modules/jest/bin/jest.js", "--json", "--rootDir", project.folder);

it("the README's configuration lets jest read the packages", () => {
  project.file("jest.config.js", configuration);
  expect(JSON.parse(run())).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
});

it("jest reads no ES module without the line that it is about", () => {
  project.file("jest.config.js", configuration.replace(/^ *transformIgnorePatterns.*$/m, ""));
  expect(run).toThrow(/Must use import to load ES Module/);
});
