import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStateFile, type StateFile } from "@log-destinations/local/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;
let file: string;
const open: StateFile[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
  file = join(folder, "state.jsonl");
});
afterEach(() => {
  for (const state of open.splice(0)) state.close();
  rmSync(folder, { recursive: true });
});

const start = () => open.push(openStateFile(file));
const stop = () => open.pop()?.close();

describe("one process at a time", () => {
  test("a second one is refused while the first lives, also by another way to the file", () => {
    start();
    symlinkSync(file, join(folder, "link"));
    const message = `is in use by process ${process.pid}; stop it, or name another file`;
    expect(() => openStateFile(file)).toThrow(message);
    expect(() => openStateFile(join(folder, "link"))).toThrow(message);
    stop();
    start();
  });

  test("a dead one's lock is not in the way, nor one of a process whose number was given out again", () => {
    for (const started of ["", "another-boot/1"]) {
      writeFileSync(`${file}.lock`, JSON.stringify({ pid: started ? process.pid : 4_194_305, started }));
      start();
      stop();
    }
    expect(readdirSync(folder)).toEqual(["state.jsonl"]);
  });

  test("nor is what one that died while it took over a dead one's lock left behind", () => {
    const dead = [1, 2, 3].map((round) => JSON.stringify({ pid: 4_194_304 + round, started: "" }));
    let path = `${file}.lock`;
    for (const holder of dead) {
      writeFileSync(path, holder);
      path += `.${holder.replaceAll(/\W+/g, "-")}`;
    }
    start();
    stop();
    expect(readdirSync(folder)).toEqual(["state.jsonl"]);
  });

  test("a lock that is none is not removed", () => {
    writeFileSync(`${file}.lock`, "mine");
    expect(() => openStateFile(file)).toThrow("is not a lock of this program");
    expect(readFileSync(`${file}.lock`, "utf8")).toBe("mine");
  });
});
