import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Unclaimed } from "../../terraform/src/lifecycle/orphans.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unclaimed-"));
  file = join(folder, "state.unclaimed");
});
afterEach(() => rmSync(folder, { recursive: true }));

const one = { arn: "arn:one", name: "één" };
const two = { arn: "arn:two", name: "twee" };

test("what a killed run made is left, and what its own run made is not", () => {
  const killed = new Unclaimed(file);
  killed.made(one);
  expect(killed.left(one.arn)).toBeUndefined();
  expect(new Unclaimed(file).left(one.arn)).toEqual(one);
});

test("what is left outlives a run that ends by itself and sees no state that holds it", () => {
  new Unclaimed(file).made(one);
  const other = new Unclaimed(file);
  other.made(two);
  other.close();
  const next = new Unclaimed(file);
  expect([one, two].map(({ arn }) => next.left(arn))).toEqual([one, undefined]);
});

test("what a state holds, and what was made anew, is left no more, and with the last the file goes", () => {
  const killed = new Unclaimed(file);
  for (const state of [one, two]) killed.made(state);
  const next = new Unclaimed(file);
  next.claim(one);
  next.made(two);
  next.close();
  expect(readdirSync(folder)).toEqual([]);
});

test("a line that was torn by a kill spoils none that follow", () => {
  new Unclaimed(file).made(one);
  appendFileSync(file, JSON.stringify({ arn: "arn:torn", state: { text: "ü" } }).slice(0, -3));
  const next = new Unclaimed(file);
  next.made(two);
  const last = new Unclaimed(file);
  expect([one.arn, "arn:torn", two.arn].map((arn) => last.left(arn))).toEqual([one, undefined, two]);
});

test("a file that is none of its own is named, with the line", () => {
  new Unclaimed(file).made(one);
  appendFileSync(file, "garbage\n");
  expect(() => new Unclaimed(file)).toThrow(
    `${file}:2 cannot be read. The file was changed by something else; remove it`,
  );
});
