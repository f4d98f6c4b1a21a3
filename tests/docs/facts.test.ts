import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = "docs/service-behaviour.md";
const statuses = ["recorded", "documented", "reported", "inferred"];

interface Fact {
  readonly number: number;
  readonly text: string;
  readonly status: string;
  readonly source: string;
}

const pageText = readFileSync(join(root, page), "utf8");

/** The rows of the page's tables; a `|` within a cell is written `\|`. */
const facts: readonly Fact[] = [...pageText.matchAll(/^\| *F(\d+) *\|(.*)\|$/gm)].map(([, number, cells = ""]) => {
  const [text = "", status = "", source = ""] = cells.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return { number: Number(number), text, status, source };
});
const numbers = new Set(facts.map(({ number }) => number));

const sourceFolders = ["core", "local", "terraform", "cli", "cdktf"].flatMap((wing) =>
  ["src", "testing", "scripts"].map((folder) => `${wing}/${folder}`),
);

function filesIn(folder: string, name: RegExp): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  const found = readdirSync(path, { recursive: true, encoding: "utf8" });
  return found.filter((file) => name.test(file) && !file.includes("node_modules")).map((file) => join(folder, file));
}

const sources = sourceFolders.flatMap((folder) => filesIn(folder, /(?<!\.d)\.m?ts$/));
const documents = [
  ...["README.md", "CHANGELOG.md", "RELEASING.md", "SECURITY.md"],
  ...["core", "local", "cdktf", "cli"].map((wing) => `${wing}/README.md`),
  ...["docs", "cli/docs", "cdktf/docs"].flatMap((folder) => filesIn(folder, /\.md$/)),
];

interface Place {
  readonly where: string;
  readonly text: string;
}

/** The comments of a file; lines of comment that follow each other are one. */
function commentsOf(file: string): Place[] {
  const comments: Place[] = [];
  let open = false;
  for (const [index, line] of readFileSync(join(root, file), "utf8").split("\n").entries()) {
    const whole = /^\s*(?:\/\/|\/\*|\*)/.test(line);
    const [, behind] = /\S\s+\/\/ (.*)$/.exec(line) ?? [];
    const last = comments.at(-1);
    if (whole && open && last)
      comments[comments.length - 1] = { where: last.where, text: `${last.text} ${line.trim()}` };
    else if (whole) comments.push({ where: `${file}:${index + 1}`, text: line.trim() });
    else if (behind !== undefined) comments.push({ where: `${file}:${index + 1}`, text: behind });
    open = whole && !line.includes("*/");
  }
  return comments;
}

const citation = /\[(F\d+(?:, F\d+)*)\]/g;

function citedIn(text: string): number[] {
  return [...text.matchAll(citation)].flatMap(([, list = ""]) => list.split(", ").map((name) => Number(name.slice(1))));
}

describe("the facts", () => {
  it("are there", () => {
    expect(facts.length).toBeGreaterThan(200);
    expect(pageText.match(/^\| *F\d+/gm)).toHaveLength(facts.length);
  });

  it("have numbers that are used once, and leave none out", () => {
    const sorted = facts.map(({ number }) => number).sort((a, b) => a - b);
    expect(sorted).toEqual(facts.map((_, index) => index + 1));
  });

  it("have a text, a status that the page explains, and a source", () => {
    const lacking = facts.filter(({ text, status, source }) => !text || !statuses.includes(status) || !source);
    expect(lacking).toEqual([]);
    for (const status of statuses) expect(pageText).toContain(`\n| ${status} | `);
  });

  it("refer to facts of the page", () => {
    const referred = [...pageText.matchAll(/\bF(\d+)\b/g)].map(([, number]) => Number(number));
    expect(referred.filter((number) => !numbers.has(number))).toEqual([]);
  });

  it("name sources that the page has links for, and no link is left over", () => {
    const [text = "", ...links] = pageText.split(/^(?=\[[^\]]+\]: https:)/m);
    const linked = links.map((link) => link.slice(1, link.indexOf("]: ")));
    const named = facts.flatMap(({ source }) => [...source.matchAll(/\[([^[\]]+)\](?!\[)/g)].map(([, label]) => label));
    expect(named.filter((label) => !linked.includes(label ?? ""))).toEqual([]);
    expect(linked.filter((label) => !text.includes(`[${label}]`))).toEqual([]);
  });
});

describe("citations", () => {
  const comments = sources.flatMap(commentsOf);
  const pages = documents.map((file) => ({ where: file, text: readFileSync(join(root, file), "utf8") }));

  it("are of facts that there are", () => {
    const places = [...comments, ...pages].flatMap(({ where, text }) =>
      citedIn(text).map((number) => ({ where, number })),
    );
    expect(places.length).toBeGreaterThan(30);
    expect(places.filter(({ number }) => !numbers.has(number))).toEqual([]);
  });

  it("are in each comment that says how well something is known", () => {
    // "Not known yet" and "not known at synth" are about time: a value that Terraform has yet to compute.
    const uncertain = /\binferred\b|\bnot known\b(?! (?:yet|at synth))|\bdocumented\b|\busers report\b/i;
    const uncited = comments.filter(({ text }) => uncertain.test(text) && citedIn(text).length === 0);
    expect(uncited).toEqual([]);
  });
});
