import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogDestinationsClient } from "@log-destinations/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { owner, region, role, stream } from "../local/wire.ts";
import { killRounds } from "../soak/kill.ts";
import { startServing } from "./service-process.ts";

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
  file = join(folder, "state.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("of many processes that find a dead one's lock, one gets it", async () => {
  for (let round = 0; round < 3; round++) {
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: 4_194_305, started: "" }));
    if (round > 0) writeFileSync(`${file}.lock.-pid-4194305-started-`, JSON.stringify({ pid: 4_194_306, started: "" }));
    const starts = await Promise.allSettled(Array.from({ length: 6 }, () => startServing("--state", file)));
    const live = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
    const refused = starts.flatMap((start) => (start.status === "rejected" ? [String(start.reason)] : []));
    expect(live).toHaveLength(1);
    expect(refused).toEqual(Array(5).fill(expect.stringContaining(`is in use by process ${live[0]?.child.pid}`)));
    await live[0]?.kill("SIGTERM");
  }
  expect(readdirSync(folder)).toEqual(["state.jsonl"]);
});

test("log-destinations serve --state: acknowledged writes survive kill -9", async () => {
  const credentials = { accessKeyId: owner, secretAccessKey: "any" };
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round++) {
    const served = await startServing("--state", file);
    const client = new LogDestinationsClient({ endpoint: served.url, region, credentials, maxAttempts: 1 });
    expect((await client.destinations().toArray()).map(({ destinationName }) => destinationName)).toEqual(
      acknowledged.toSorted(),
    );
    for (let index = 0; index < 5; index++) {
      const destinationName = `d-${round}-${index}`;
      await client.putDestination({ destinationName, targetArn: stream, roleArn: role });
      acknowledged.push(destinationName);
    }
    copyFileSync(file, join(folder, "copy"));
    await served.kill("SIGKILL");
  }
  expect(acknowledged).toHaveLength(15);
});

test("every acknowledged write survives kill -9, and no state file is refused", { timeout: 120_000 }, async () => {
  const { rounds, acknowledged, underWay } = await killRounds(8, 1);
  expect(rounds).toBe(8);
  expect(acknowledged).toBeGreaterThanOrEqual(8);
  expect(underWay).toBeGreaterThan(0);
});
