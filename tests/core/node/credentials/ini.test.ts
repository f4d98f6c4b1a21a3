import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parseIni } from "../../../../core/src/node/credentials/ini.ts";

interface SharedFileLoader {
  loadSharedConfigFiles(of: {
    filepath: string;
    configFilepath: string;
    ignoreCache: true;
  }): Promise<{ credentialsFile: Record<string, Record<string, string>> }>;
}

/** What the AWS SDK's own loader makes of a credentials file, whose sections are kept as they are read. */
const require = createRequire(createRequire(import.meta.url).resolve("@aws-sdk/credential-providers"));
const { loadSharedConfigFiles } = require("@smithy/core/config") as SharedFileLoader;
const folder = mkdtempSync(join(tmpdir(), "credentials-"));
afterAll(() => rmSync(folder, { recursive: true }));
const theirs = async (text: string) => {
  const filepath = join(folder, "credentials");
  writeFileSync(filepath, text);
  const none = join(folder, "none");
  return (await loadSharedConfigFiles({ filepath, configFilepath: none, ignoreCache: true })).credentialsFile;
};
const ours = (text: string) => Object.fromEntries([...parseIni(text)].map(([name, section]) => [name, { ...section }]));

const piece = fc.constantFrom(
  ...[
    "[",
    "]",
    "=",
    " ",
    "  ",
    "\t",
    ";",
    "#",
    "a",
    "b",
    "region",
    "profile",
    "default",
    "sso-session",
    "services",
    '"',
    "'",
    ".",
  ],
);
const name = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(""));
const line = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join("")) },
  { weight: 3, arbitrary: name.map((inside) => `[${inside}]`) },
  { weight: 2, arbitrary: name.map((inside) => `[profile ${inside}]`) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom("", "  "), name, name)
      .map(([indent, key, value]) => `${indent}${key} = ${value}`),
  },
  { weight: 2, arbitrary: name.map((key) => `${key} =`) },
);
const file = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom("\n", "\r\n"))
  .map(([lines, end]) => lines.join(end));

describe("files of profiles", () => {
  it("are read as the AWS SDK reads them, whatever is in them", async () => {
    let members = 0;
    await fc.assert(
      fc.asyncProperty(file, async (text) => {
        const read = ours(text);
        members += Object.values(read).flatMap(Object.keys).length;
        expect(read).toEqual(await theirs(text));
      }),
      { numRuns: 1000, examples: [["[]\na = b"], ["[] #[]\n[ = ["]] },
    );
    expect(members).toBeGreaterThan(300);
  });

  it("have names that are members of every object, which mean nothing", () => {
    const sections = parseIni("[default]\n__proto__ = x\nconstructor = y\n[toString]\na = b\n");
    expect(sections.get("default")?.toString).toBeUndefined();
    expect([...sections.keys()]).toEqual(["default", "toString"]);
  });
});
