import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operations } from "@log-destinations/core/service";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");
const source = readFileSync(join(root, "core/src/operations/api.ts"), "utf8");

/** The docstring of each method. */
const docstrings = new Map(
  [...source.matchAll(/ {2}\/\*\*((?:(?!\*\/).)*)\*\/\n {2}(\w+)\(/gs)].map(([, text = "", method = ""]) => [
    method,
    text,
  ]),
);

it.each(Object.entries(operations))("the docstring of %s names its errors and its page", (name, { errors }) => {
  const text = docstrings.get(name.charAt(0).toLowerCase() + name.slice(1)) ?? "";
  expect(errors.filter((error) => !text.includes(`\`${error}\``))).toEqual([]);
  expect(text).toContain(`/AmazonCloudWatchLogs/latest/APIReference/API_${name}.html`);
});

it("no other wing calls an operation by name that has a method", () => {
  const folders = ["terraform/src", "cli/src", "cdktf/testing", "cdktf/examples"];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.m?ts$/.test(file) && !file.includes("node_modules"))
      .map((file) => join(folder, file)),
  );
  const calls = files.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\bcall\("(\w+)"/g)].map(([, name = ""]) => ({ file, name })),
  );
  expect(calls).toContainEqual({ file: "terraform/src/resources/log-group.ts", name: "CreateLogGroup" });
  expect(calls.filter(({ name }) => Object.hasOwn(operations, name))).toEqual([]);
});
