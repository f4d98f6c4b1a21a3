import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { operations } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

it("the README names every operation and every listing", () => {
  const text = readFileSync(join(import.meta.dirname, "../../core/README.md"), "utf8");
  const methods = Object.keys(operations).map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  const listings = Object.values(operations).flatMap(({ paging }) => (paging ? [`client.${paging.items}(`] : []));
  expect([...methods.map((name) => `\`${name}\``), ...listings].filter((name) => !text.includes(name))).toEqual([]);
});

describe("the tables of variables in the README", () => {
  const root = join(import.meta.dirname, "../..");
  const readme = readFileSync(join(root, "core/README.md"), "utf8");
  const section = readme.slice(readme.indexOf("## The environment"), readme.indexOf("## On Node"));
  const variablesOf = (table: string) =>
    [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = ""]) => cell.match(/[A-Za-z]\w+/g) ?? []);
  const at = section.indexOf("| variable | why not |");
  const [read, unread] = [variablesOf(section.slice(0, at)), variablesOf(section.slice(at))];

  it("have each variable that the package reads, once, and no other", () => {
    const source = readFileSync(join(root, "core/src/environment-variable.ts"), "utf8");
    const names = [...source.slice(0, source.indexOf(";")).matchAll(/"(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(30);
    expect(read.toSorted()).toEqual(names.toSorted());
  });

  it("say of each variable that the AWS SDK reads whether it counts", () => {
    const require = createRequire(import.meta.url);
    const folder = (name: string) =>
      join(dirname(require.resolve("@aws-sdk/credential-providers/package.json")), "../..", name);
    const packages = [
      "@aws-sdk/client-cloudwatch-logs",
      ...readdirSync(folder("@aws-sdk")).flatMap((name) =>
        /^(core|cred|token)/.test(name) ? [`@aws-sdk/${name}`] : [],
      ),
      ...["core", "credential-provider-imds", "node-http-handler"].map((name) => `@smithy/${name}`),
    ];
    const theirs = new Set<string>();
    for (const name of packages) {
      const files = readdirSync(join(folder(name), "dist-es"), { recursive: true, encoding: "utf8" });
      for (const file of files.filter((path) => path.endsWith(".js"))) {
        const source = readFileSync(join(folder(name), "dist-es", file), "utf8");
        for (const [variable] of source.matchAll(/(?<=["'.])AWS_[A-Z0-9_]+(?=\W)/g)) theirs.add(variable);
      }
    }
    // Kinds of policies and of keys, which are no variables.
    theirs.delete("AWS_MANAGED");
    expect(theirs.size).toBeGreaterThan(30);
    expect([...theirs].filter((name) => !read.includes(name) && !unread.includes(name))).toEqual([]);
    expect(unread.filter((name) => read.includes(name))).toEqual([]);
  });
});
