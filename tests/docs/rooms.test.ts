import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
const wings = ["core", "local", "terraform", "cli", "cdktf"];

test.each(wings)("each folder of %s is a room that the page on architecture describes", (wing) => {
  const folders = readdirSync(join(root, wing, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${wing}/src/${name}`);
  // The first cell of a row, which may name several.
  const described = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path),
  );
  expect(folders.filter((folder) => !described.includes(folder))).toEqual([]);
});
