import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmptyProject, installPacked } from "./tarballs.ts";

describe("core and local as npm packs them, in a project of their own", { timeout: 120_000 }, () => {
  let project: EmptyProject;
  beforeAll(() => {
    project = installPacked("core", "local");
  });
  afterAll(() => project.remove());

  test("bring no other package with them", () => {
    const installed = JSON.parse(readFileSync(join(project.folder, "node_modules/.package-lock.json"), "utf8"));
    expect(Object.keys(installed.packages)).toEqual([
      "node_modules/@log-destinations/core",
      "node_modules/@log-destinations/local",
    ]);
  });

  test("the service answers a client in the process, and over a port", () => {
    const script = project.file(
      "both.mjs",
      `import { LogDestinationsClient } from "@log-destinations/core";
       import { LocalLogs } from "@log-destinations/local";
       import { serve } from "@log-destinations/local/node";
       const local = new LocalLogs();
       const destination = {
         destinationName: "central",
         targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
         roleArn: "arn:aws:iam::111122223333:role/central",
       };
       await local.as({ account: "111122223333", region: "eu-west-1" }).putDestination(destination);
       const server = await serve(local);
       const credentials = { accessKeyId: "111122223333", secretAccessKey: "any" };
       const client = new LogDestinationsClient({ endpoint: server.url, region: "eu-west-1", credentials });
       console.log((await client.destinations().toArray()).map(({ arn }) => arn).join());
       await server.close();`,
    );
    expect(project.run(process.execPath, script)).toBe("arn:aws:logs:eu-west-1:111122223333:destination:central\n");
  });

  test("local is clean to publint", async () => {
    const { messages } = await publint({ pkgDir: join(import.meta.dirname, "../../local"), strict: true });
    expect(messages).toEqual([]);
  });
});
