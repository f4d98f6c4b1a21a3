import { spawn } from "node:child_process";
import { once } from "node:events";
import fs, {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeTemporaryFolder } from "../../terraform/src/temporary-folder.ts";

let place: string;
/** Where the runs of this user have their folders. */
let parent: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "t-"));
  parent = join(place, `log-destinations-${process.getuid?.()}`);
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

test("it is in a folder of this user that nobody else can open, and that goes with the last run", async () => {
  mkdirSync(parent, { mode: 0o755 });
  const [first, second] = [await makeTemporaryFolder(place), await makeTemporaryFolder(place)];
  expect(readdirSync(place).map((name) => join(place, name))).toEqual([parent]);
  expect([dirname(first.path), dirname(second.path)]).toEqual([parent, parent]);
  for (const folder of [parent, first.path]) expect(statSync(folder).mode & 0o777).toBe(0o700);
  first.remove();
  expect(readdirSync(parent)).toEqual([basename(second.path)]);
  second.remove();
  expect(readdirSync(place)).toEqual([]);
});

test("the folder for temporary files is not listed, however much is in it", async () => {
  const listed = vi.spyOn(fs, "readdirSync");
  syncBuiltinESMExports();
  (await makeTemporaryFolder(place)).remove();
  expect(listed.mock.calls.map(([folder]) => folder)).toEqual([parent]);
  listed.mockRestore();
  syncBuiltinESMExports();
});

test.each([
  ["a file", () => writeFileSync(parent, "")],
  ["a link", () => symlinkSync(tmpdir(), parent)],
])("%s in the place of the user's folder is not used", async (_, make) => {
  make();
  await expect(makeTemporaryFolder(place, place)).rejects.toThrow(
    `the folder for temporary files is ${place}, in which ${basename(parent)} is no folder of this user. Set TMPDIR`,
  );
});

test.skipIf(process.getuid?.() !== 0)("another user's folder in its place is not used", async () => {
  mkdirSync(parent);
  chownSync(parent, 65_534, 65_534);
  await expect(makeTemporaryFolder(place, place)).rejects.toThrow("is no folder of this user");
});

describe("the next run sweeps", () => {
  beforeEach(() => mkdirSync(parent));

  /** A process that listens as a run does, and then is killed. */
  async function leaveFolder(folder: string): Promise<string> {
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
    const left = await leaveFolder(join(parent, "a1B2c3"));
    mkdirSync(join(left, "log-destinations-gate"));
    writeFileSync(join(left, "log-destinations-gate/terraform"), "");
    const { path, remove } = await makeTemporaryFolder(place);
    expect(readdirSync(parent)).toEqual([basename(path)]);
    remove();
    expect(readdirSync(place)).toEqual([]);
  });

  test("nothing of a run that lives, also where several begin at once", async () => {
    const folders = await Promise.all(Array.from({ length: 5 }, () => makeTemporaryFolder(place)));
    folders.push(await makeTemporaryFolder(place));
    for (const { path } of folders) expect(existsSync(join(path, "live"))).toBe(true);
    for (const { remove } of folders) remove();
  });

  test("nothing that is not a run's: a link, a file, and one that has just begun", async () => {
    const elsewhere = await leaveFolder(join(place, "elsewhere"));
    symlinkSync(elsewhere, join(parent, "linked"));
    writeFileSync(join(parent, "filed1"), "");
    mkdirSync(join(parent, "begun1"));
    const before = readdirSync(parent);
    const { path, remove } = await makeTemporaryFolder(place);
    expect(readdirSync(parent).sort()).toEqual([...before, basename(path)].sort());
    expect(existsSync(join(elsewhere, "live"))).toBe(true);
    remove();
  });

  test("one that was killed before it listened, a day later", async () => {
    const begun = join(parent, "begun1");
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
  expect(dirname(path)).toBe(parent);
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
