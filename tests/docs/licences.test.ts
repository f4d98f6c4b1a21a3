import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

interface LockedPackage {
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const locked: Readonly<Record<string, LockedPackage>> = JSON.parse(read("package-lock.json")).packages;
const { workspaces }: { workspaces: string[] } = JSON.parse(read("package.json"));
const published = workspaces.filter((folder) => !JSON.parse(read(`${folder}/package.json`)).private);

/** The packages of others that come with the published ones, by their names, with their licences. */
function shipped(): Map<string, string> {
  const found = new Map<string, string>();
  const pending = [...published];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { dependencies = {}, optionalDependencies = {} } = locked[place] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const own: string = `${place}/node_modules/${name}`;
      const at = own in locked ? own : `node_modules/${name}`;
      if (locked[at]?.link || found.has(name)) continue;
      found.set(name, locked[at]?.license ?? "none");
      pending.push(at);
    }
  }
  return found;
}

describe("the packages of others that come with the published ones", () => {
  const expected = [...shipped()].sort();

  it("are there to be listed", () => {
    expect(expected.map(([name]) => name)).toContain("protobufjs");
  });

  it("are in the table of RELEASING.md, with their licences", () => {
    const [, table = ""] = read("RELEASING.md").split("### Licences of what ships");
    const rows = [...table.matchAll(/^\| `([^|]+)` \| ([^|]+) \| (?!this project)/gm)];
    expect(rows.map(([, name, licence]) => [name, licence]).sort()).toEqual(expected);
  });

  it("are in NOTICE, with their licences", () => {
    const [, list = ""] = read("NOTICE").split("installs beside this project's own packages");
    const lines = [...list.matchAll(/^- (\S+), (\S+)$/gm)];
    expect(lines.map(([, name, licence]) => [name, licence]).sort()).toEqual(expected);
  });
});

it("NOTICE names files that there are", () => {
  const files = [...read("NOTICE").matchAll(/\b(?:terraform|tests)\/(?:[\w.-]+\/)*[\w.-]*[\w]/g)].map(([file]) => file);
  const own = files.filter((file) => !file.startsWith("tests/aws-signing"));
  expect(own.length).toBeGreaterThan(2);
  for (const file of own) expect(() => readFileSync(join(root, file)), file).not.toThrow(/ENOENT/);
});
