import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CreatedNotInState } from "../../../terraform/src/lifecycle/created-not-in-state.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "created-"));
  file = join(folder, "state.createdNotInState");
});
afterEach(() => rmSync(folder, { recursive: true }));

const one = { arn: "arn:one", name: "één" };
const two = { arn: "arn:two", name: "twee" };

test("a resource of a killed run is found by the next run, and not by the run itself", () => {
  const killed = new CreatedNotInState(file);
  killed.recordCreated(one);
  expect(killed.leftByKilledRun(one.arn)).toBeUndefined();
  expect(new CreatedNotInState(file).leftByKilledRun(one.arn)).toEqual(one);
});

test("it is still found after a run that ended by itself without seeing it in a state", () => {
  new CreatedNotInState(file).recordCreated(one);
  const other = new CreatedNotInState(file);
  other.recordCreated(two);
  other.endRun();
  const next = new CreatedNotInState(file);
  expect([one, two].map(({ arn }) => next.leftByKilledRun(arn))).toEqual([one, undefined]);
});

test("it is dropped once a state holds it or it was created again; without any, the file is removed", () => {
  const killed = new CreatedNotInState(file);
  for (const state of [one, two]) killed.recordCreated(state);
  const next = new CreatedNotInState(file);
  next.recordInState(one);
  next.recordCreated(two);
  next.endRun();
  expect(readdirSync(folder)).toEqual([]);
});

test("a line that a kill cut short does not damage the lines after it", () => {
  new CreatedNotInState(file).recordCreated(one);
  appendFileSync(file, JSON.stringify({ arn: "arn:torn", state: { text: "ü" } }).slice(0, -3));
  const next = new CreatedNotInState(file);
  next.recordCreated(two);
  const last = new CreatedNotInState(file);
  expect([one.arn, "arn:torn", two.arn].map((arn) => last.leftByKilledRun(arn))).toEqual([one, undefined, two]);
});

test("a line of another version is refused by that version", () => {
  new CreatedNotInState(file).recordCreated(one);
  appendFileSync(file, `${JSON.stringify({ v: 2, arn: "arn:two", more: true })}\n`);
  expect(() => new CreatedNotInState(file)).toThrow(
    `${file}:2 is of version 2, and this program reads version 1. Use the program that wrote it, or remove the file`,
  );
});

test.each(["garbage", "null", '{"arn":1}'])("a file that was changed to %s is refused by name and line", (line) => {
  new CreatedNotInState(file).recordCreated(one);
  appendFileSync(file, `${line}\n`);
  expect(() => new CreatedNotInState(file)).toThrow(
    `${file}:2 cannot be read. The file was changed by something else; remove it`,
  );
});
