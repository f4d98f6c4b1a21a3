import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documents } from "../../cdktn/scripts/files.ts";

const root = join(import.meta.dirname, "../../cdktn");
const written = documents();

test.each([...written])("%s is cdktf's, in the words of CDK Terrain", (file, text) => {
  const path = join(root, file);
  const advice = "run npm run documents, which writes it";
  expect(existsSync(path) ? readFileSync(path, "utf8") : "", advice).toBe(text);
});

test("there is no other page or example", () => {
  const there = ["docs", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1)),
  );
  expect(there.filter((file) => !/node_modules|cdktf\.out|tfstate/.test(file)).sort()).toEqual(
    [...written.keys()].filter((file) => file !== "README.md").sort(),
  );
});
