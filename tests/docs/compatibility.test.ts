import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cursor, paginateDestinations } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { openStateFile } from "@log-destinations/local/node";
import { describe, expect, it } from "vitest";
import { commands } from "../../cli/src/commands.ts";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const page = read("docs/compatibility.md");

/** The cells of the rows below a heading, of the first table there. */
function rowsBelow(heading: string): string[][] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  const [table = ""] = /(?:^\|.*\|\n)+/m.exec(section) ?? [];
  return table
    .trim()
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const codesIn = (cell: string | undefined) => [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

it("names the entries of each published package", () => {
  const { workspaces }: { workspaces: string[] } = JSON.parse(read("package.json"));
  const manifests = [...workspaces, "cdktn"].map((folder) => JSON.parse(read(`${folder}/package.json`)));
  const published = manifests
    .filter((manifest) => !manifest.private)
    .map(({ name, exports }) => [name, Object.keys(exports)]);
  const named = rowsBelow("Exports").map(([name, entries]) => [codesIn(name)[0], codesIn(entries)]);
  expect(named.sort()).toEqual(published.sort());
});

it("names the options of each command", () => {
  const named = rowsBelow("The command").map(([name, options]) => [
    codesIn(name)[0],
    codesIn(options).flatMap((code) => /^--(\w+)$/.exec(code)?.[1] ?? []),
  ]);
  const [, , ...both] = named;
  expect(named.slice(0, 2)).toEqual(
    Object.entries(commands).map(([name, { options }]) => [name, Object.keys(options)]),
  );
  expect(both).toHaveLength(1);
});

it("names the rules of access policies, in their order", () => {
  const [, union = ""] =
    /export type PolicyRule =\n((?: {2}\| "[\w-]+";?\n)+)/.exec(read("core/src/policy/finding.ts")) ?? [];
  const rules = [...union.matchAll(/"([\w-]+)"/g)].map(([, rule]) => rule);
  expect(rules.length).toBeGreaterThan(10);
  expect(rowsBelow("Rules of access policies").map(([rule]) => codesIn(rule)[0])).toEqual(rules);
});

describe("the forms of data have the versions that the page says, and name another one", () => {
  const said = new Map(
    rowsBelow("Forms of data").map(([form = "", version]) => [form.split(/[ :]/)[0], Number(version)]),
  );

  it("cursor", async () => {
    const pages = (from?: Cursor) => paginateDestinations(async () => ({ destinations: [] }), {}, { from }).pages();
    const { value } = await pages().next();
    expect(value?.cursor.v).toBe(said.get("cursor"));
    const other = { ...value?.cursor, v: 7 } as unknown as Cursor;
    expect(() => pages(other)).toThrow(/"v":7.*; expected a cursor .*version 1/);
  });

  it("declarations", () => {
    const { control } = new LocalLogs();
    control.declare({ version: said.get("declarations") as 1 });
    expect(() => control.declare({ version: 7 as 1 })).toThrow("of version 7; this package reads version 1");
  });

  it("state file", () => {
    const folder = mkdtempSync(join(tmpdir(), "version-"));
    try {
      openStateFile(join(folder, "state")).close();
      const [first = ""] = readFileSync(join(folder, "state"), "utf8").split("\n");
      expect(JSON.parse(first)).toEqual({ format: "log-destinations state", version: said.get("state") });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("paths", async () => {
    const get = async (version: number) => {
      const response = await new LocalLogs().fetch(`http://localhost/_local/v${version}/records`);
      return { status: response.status, text: await response.text() };
    };
    expect((await get(said.get("paths") ?? 0)).status).toBe(400);
    expect(await get(7)).toEqual({ status: 404, text: expect.stringContaining("/_local/v7/records is not served") });
  });

  it("snapshots", () => {
    const snapshot = new LocalLogs().snapshot();
    expect(snapshot.version).toBe(said.get("snapshots"));
    const other = { ...snapshot, version: 7 };
    expect(() => new LocalLogs().restore(other as never)).toThrow("the snapshot is of version 7");
  });

  it("created resources", () => {
    const folder = mkdtempSync(join(tmpdir(), "version-"));
    try {
      const file = join(folder, "state.created");
      new CreatedNotInState(file).recordCreated({ arn: "arn:one" });
      expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ v: said.get("created") });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("and no other form is on the page", () => {
    expect([...said.keys()]).toEqual(["cursor", "declarations", "state", "paths", "snapshots", "created"]);
  });
});
