import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Every page and README of the project. */
const pages = ["README.md", ...["core", "cdktf", "cdktn", "local", "cli", "docs", "terraform"].flatMap(pagesIn)].sort();

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".md") && !/node_modules|cdktf\.out|\/dist\//.test(file));
}

/** The lines of a page that run the command, with what stands above each. */
function callsIn(page: string): { line: string; above: string }[] {
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  return lines.flatMap((line, index) =>
    /\b(npx|npm exec)\b[^`]*?\blog-destinations\b/.test(line)
      ? [{ line, above: lines.slice(0, index).join("\n") }]
      : [],
  );
}

// npx asks the registry for a package that is not installed, and runs whatever has that name.
test("the command is called after it is installed, and by what installs nothing", () => {
  const calls = pages.flatMap((page) => callsIn(page).map((call) => ({ page, ...call })));
  expect(calls.length).toBeGreaterThan(8);
  const wrong = calls.filter(({ page, line, above }) => {
    const manifest = join(root, dirname(page), "package.json");
    const isDependency =
      existsSync(manifest) &&
      "log-destinations" in (JSON.parse(readFileSync(manifest, "utf8")).devDependencies ?? {}) &&
      above.includes("npm install");
    const isInstalled = /npm install --save-dev (?:\S+ )*log-destinations\b/.test(above) || isDependency;
    return !isInstalled || !/\bnpx --no(-install)? log-destinations\b/.test(line);
  });
  expect(wrong.map(({ page, line }) => `${page}: ${line}`)).toEqual([]);
});
