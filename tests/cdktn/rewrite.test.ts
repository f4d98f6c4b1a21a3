import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documents, sources } from "../../cdktn/scripts/files.ts";
import { LeftOver, rewrite } from "../../cdktn/scripts/rewrite.ts";
import { ofBoth, ownSections, sameInBoth, terms } from "../../cdktn/scripts/terms.ts";

const cdktf = join(import.meta.dirname, "../../cdktf");
const files = [...sources().keys(), ...documents().keys()];
const originals = files.map((file) => readFileSync(join(cdktf, file), "utf8"));

test.each([
  ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
  [
    'import { IamRole } from "@cdktf/provider-aws/lib/iam-role";',
    'import { IamRole } from "@cdktn/provider-aws/lib/iam-role";',
  ],
  ['name "@log-destinations/cdktf/testing/jest"', 'name "@log-destinations/cdktn/testing/jest"'],
  ["`cdktf deploy` makes", "`cdktn deploy` makes"],
  ["npx cdktf deploy '*'", "npx cdktn deploy '*'"],
  ["remove `cdktf.out`", "remove `cdktf.out`"],
])("%s", (text, expected) => {
  expect(rewrite(text, "page.md")).toBe(expected);
});

test.each(["as cdktf does", "const cdktf = 1;", "CDKTF_HOME", "CDK  for Terraform\ncdktf", "cdktf.yaml"])(
  "%s is refused, with file and line, until a table decides about it",
  (text) => {
    expect(() => rewrite(`one\n${text}`, "page.md")).toThrow(LeftOver);
    expect(() => rewrite(`one\n${text}`, "page.md")).toThrow(/page\.md:[23]: .*cdktf/i);
  },
);

test("each term is in use", () => {
  let texts = originals;
  const unused = terms.filter(([was, is]) => {
    const before = texts;
    texts = texts.map((text) => text.replaceAll(was, is));
    return before.every((text, index) => text === texts[index]);
  });
  expect(unused).toEqual([]);
});

test("each name that is the same in both is in use, and has a reason", () => {
  expect(sameInBoth.filter(([name]) => !originals.some((text) => text.search(name) >= 0))).toEqual([]);
  for (const [, reason] of [...sameInBoth, ...ownSections.map(([heading, , reason]) => [heading, reason] as const)]) {
    expect(reason).toMatch(/\w+ \w+/);
  }
});

test("each document of both is there", () => {
  expect(ofBoth.filter((file) => !files.includes(file))).toEqual([]);
});
