import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../terraform/src/temporary-folder.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "t-"));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe("the next run sweeps", () => {
  /** A process that listens as a run does, and then is killed. */
  async function leaveFolder(name: string): Promise<string> {
    const folder = join(place, name);
    mkdirSync(folder);
    const script = 'require("node:net").createServer().listen(process.argv[1], () => console.log("listening"))';
    const child = spawn(process.execPath, ["--eval", script, join(folder, "live")], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout as Readable, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    return folder;
  }

  test("what a killed one left, with all that is in it", async () => {
    const left = await leaveFolder("log-destinations-a1B2c3");
    mkdirSync(join(left, "log-destinations-gate"));
    writeFileSync(join(left, "log-destinations-gate/terraform"), "");
    const { path, remove } = await makeTemporaryFolder(place);
    expect(readdirSync(place)).toEqual([path.slice(place.length + 1)]);
    remove();
    expect(readdirSync(place)).toEqual([]);
  });

  test("nothing of a run that lives, also where several begin at once", async () => {
    const folders = await Promise.all(Array.from({ length: 5 }, () => makeTemporaryFolder(place)));
    folders.push(await makeTemporaryFolder(place));
    for (const { path } of folders) expect(existsSync(join(path, "live"))).toBe(true);
    for (const { remove } of folders) remove();
  });

  test("nothing that is not a run's: another name, a link, a file, and one that has just begun", async () => {
    const elsewhere = await leaveFolder("elsewhere");
    symlinkSync(elsewhere, join(place, "log-destinations-linked"));
    symlinkSync(elsewhere, join(place, "log-destinations-abcdef"));
    writeFileSync(join(place, "log-destinations-filed1"), "");
    mkdirSync(join(place, "log-destinations-begun1"));
    mkdirSync(join(place, "log-destinations-longago"));
    const before = readdirSync(place);
    const { path, remove } = await makeTemporaryFolder(place);
    expect(readdirSync(place).sort()).toEqual([...before, path.slice(place.length + 1)].sort());
    expect(existsSync(join(elsewhere, "live"))).toBe(true);
    remove();
  });

  test("one that was killed before it listened, a day later", async () => {
    const begun = join(place, "log-destinations-begun1");
    mkdirSync(begun);
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    utimesSync(begun, twoDaysAgo, twoDaysAgo);
    (await makeTemporaryFolder(place)).remove();
    expect(existsSync(begun)).toBe(false);
  });
});

test.each([
  ["does not exist", "nowhere", "which does not exist"],
  ["is a file", "file", "which is a file"],
  ["has too long a name for a socket", "a".repeat(100), "bytes, where a socket leaves room for"],
])("where the folder that is wanted %s, the system's is used, and a note says why", async (_, name, why) => {
  writeFileSync(join(place, "file"), "");
  mkdirSync(join(place, "a".repeat(100)));
  const wanted = join(place, name);
  const { path, note, remove } = await makeTemporaryFolder(wanted, place);
  expect(path.startsWith(`${place}/log-destinations-`)).toBe(true);
  expect(note).toContain(`TMPDIR is ${wanted}`);
  expect(note).toContain(why);
  // The socket can be reached by its path.
  const server = createServer().listen(join(path, "s"));
  await once(server, "listening");
  server.close();
  remove();
  await expect(makeTemporaryFolder(wanted, join(place, "nowhere"))).rejects.toThrow(
    "Set TMPDIR to another one [LD4403]",
  );
});

test.skipIf(process.getuid?.() === 0)("one that cannot be written to is passed over too", async () => {
  const wanted = join(place, "locked");
  mkdirSync(wanted);
  chmodSync(wanted, 0o500);
  const { note, remove } = await makeTemporaryFolder(wanted, place);
  expect(note).toContain("which cannot be written to: EACCES");
  remove();
});
