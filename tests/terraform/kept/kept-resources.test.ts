import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KeptResources } from "../../../terraform/src/kept/kept-resources.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
  file = join(folder, "state.kept");
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = (id: string) => ({ type: "aws_s3_bucket", account: "111122223333", region: "eu-west-1", id });

test("another run finds what is kept, as it was last written, and nothing that was deleted", () => {
  const first = new KeptResources(file);
  first.put(key("a"), { id: "a", tags: null });
  first.put(key("a"), { id: "a", tags: { x: "y" } });
  first.put(key("b"), { id: "b" });
  first.delete(key("b"));
  const second = new KeptResources(file);
  expect(second.find(key("a"))).toEqual({ id: "a", tags: { x: "y" } });
  expect(second.all("aws_s3_bucket", "111122223333", "eu-west-1")).toEqual([{ id: "a", tags: { x: "y" } }]);
  expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(1);
  second.delete(key("a"));
  expect(new KeptResources(file).find(key("a"))).toBeUndefined();
  expect(existsSync(file)).toBe(false);
});

test("the file, which may hold secrets, can be read by this user alone", () => {
  new KeptResources(file).put(key("a"), { id: "a" });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("half a line of a run that was killed counts for nothing, and does not spoil the next one", () => {
  new KeptResources(file).put(key("a"), { id: "a" });
  appendFileSync(file, '{"v":1,"key":{"ty');
  new KeptResources(file).put(key("b"), { id: "b" });
  const next = new KeptResources(file);
  expect([next.find(key("a")), next.find(key("b"))]).toEqual([{ id: "a" }, { id: "b" }]);
});

test.each([
  ["not a line\n", "[LD4510]"],
  [`${JSON.stringify({ v: 2, key: key("a") })}\n`, "is of version 2, and this program reads version 1"],
])("a file with %o is refused", (text, message) => {
  writeFileSync(file, text);
  expect(() => new KeptResources(file)).toThrow(message);
});
