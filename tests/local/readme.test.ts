import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalLogs } from "@log-destinations/local";
import { transformSync } from "esbuild";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

const page = readFileSync(join(root, "local/README.md"), "utf8");

test("the README's declarations can be declared", () => {
  const [, json = ""] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
  const { control } = new LocalLogs({ declarations: JSON.parse(json) });
  expect(control.account("444455556666")).toMatchObject({ organization: "o-a1b2c3d4e5" });
});

test("the README's whole way of a log line ends with its record", { timeout: 60_000 }, () => {
  const samples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  const [sample = "", ...more] = samples.filter((code) => code.includes("PutLogEvents"));
  expect(more).toEqual([]);
  const { code } = transformSync(sample, { loader: "ts", format: "esm", target: "node20" });
  const argv = ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", code];
  const { stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({
    messageType: "DATA_MESSAGE",
    owner: "444455556666",
    logGroup: "/app",
    logStream: "web",
    subscriptionFilters: ["errors"],
    logEvents: [{ message: "ERROR in aisle four" }],
  });
});
