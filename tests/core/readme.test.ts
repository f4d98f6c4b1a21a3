import { readFileSync } from "node:fs";
import { join } from "node:path";
import { operations } from "@log-destinations/core/service";
import { expect, it } from "vitest";

it("the README names every operation and every listing", () => {
  const text = readFileSync(join(import.meta.dirname, "../../core/README.md"), "utf8");
  const methods = Object.keys(operations).map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  const listings = Object.values(operations).flatMap(({ paging }) => (paging ? [`client.${paging.items}(`] : []));
  expect([...methods.map((name) => `\`${name}\``), ...listings].filter((name) => !text.includes(name))).toEqual([]);
});
