import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const json = (path: string) => JSON.parse(read(path));
const locked = (lock: string, name: string): string => json(lock).packages[`node_modules/${name}`].version;

const pagePath = "cdktf/docs/moving-to-cdk-terrain.md";
const page = read(pagePath);
const providers = json("terraform/src/schema/versions.json");
const [ours, forks] = ["package-lock.json", "cdktn/package-lock.json"] as const;

/** The cells of the row that begins with these words. */
function row(begin: string): string[] {
  const line = page.split("\n").find((each) => each.startsWith(`| ${begin}`));
  return (line ?? "")
    .split("|")
    .slice(2, 4)
    .map((cell) => cell.trim());
}

describe("the versions in the page on moving", () => {
  it.each([
    ["`cdktf` or `cdktn`", locked(ours, "cdktf"), locked(forks, "cdktn")],
    ["`@cdktf/provider-aws` or", locked(ours, "@cdktf/provider-aws"), locked(forks, "@cdktn/provider-aws")],
    ["the AWS provider that", providers.older, providers.newer],
    ["`constructs`", locked(ours, "constructs"), locked(forks, "constructs")],
  ])("%s are those that are installed here", (begin, cdktf, cdktn) => {
    expect(row(begin)).toEqual([cdktf, cdktn]);
  });

  it("of the commands are those of the libraries", () => {
    expect(locked(ours, "cdktf-cli")).toBe(locked(ours, "cdktf"));
  });

  it("of Node are the lowest that each package takes", () => {
    const lowest = ["cdktf", "cdktn"].map((folder) => json(`${folder}/package.json`).engines.node.replace(">=", ""));
    const [first = "", second = ""] = row("Node");
    expect([first, second].map((cell) => cell.split(" ")[0])).toEqual(lowest);
  });

  it("of the AWS provider are those of the installed package", () => {
    const { cdktf } = json("node_modules/@cdktf/provider-aws/package.json");
    expect(row("the AWS provider that")[0]).toBe(cdktf.provider.version);
  });

  it("that the steps install are in the ranges of the package, word for word but for constructs", () => {
    const { peerDependencies } = json("cdktn/package.json");
    for (const name of ["cdktn", "@cdktn/provider-aws"]) expect(page).toContain(` ${name}@${peerDependencies[name]} `);
    expect(page).toContain(`cdktn-cli@${peerDependencies.cdktn}\n`);
    expect(peerDependencies.constructs).toBe(">=10.6.0 <10.8.0");
    expect(page).toContain(" constructs@~10.7.0 ");
  });
});

it.each(["README.md", "cdktf/README.md", "docs/compatibility.md", pagePath])(
  "%s says until when cdktf is served, and leads to the page",
  (document) => {
    const text = read(document).replaceAll(/\s+/g, " ");
    expect(text).toContain("until the end of 2027 at least");
    expect(text).toMatch(/moving-to-cdk-terrain\.md|Which package/);
  },
);

it.each(["README.md", "cdktf/README.md", "cdktn/README.md"])("%s says which package to take", (document) => {
  const text = read(document);
  expect(text).toContain("@log-destinations/cdktf");
  expect(text).toContain("@log-destinations/cdktn");
  expect(text).toContain("moving-to-cdk-terrain.md");
});
