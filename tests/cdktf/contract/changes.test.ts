import { expect, test } from "vitest";
import { changesBetween, untoldChanges } from "./changes.ts";

const role = (id: string, attributes: object) => ({ resource: { aws_iam_role: { [id]: { ...attributes } } } });
const changelog = (section: string, heading = "0.2.0 (unreleased)") =>
  `# Changelog\n\n## ${heading}\n\n- \`aws_iam_role.*\`: \`tags\` are new.\n\n### What a plan shows\n\n${section}\n\n## 0.1.0\n`;

test("a moved id is an address gone and one that is new, a changed attribute is that of its address", () => {
  expect(changesBetween(role("Central_Role_1", {}), role("Central_Writer_2", {}))).toEqual([
    { address: "aws_iam_role.Central_Role_1" },
    { address: "aws_iam_role.Central_Writer_2" },
  ]);
  expect(
    changesBetween(role("Role", { name: "a", tags: { a: "b" } }), role("Role", { path: "/", tags: { a: "b" } })),
  ).toEqual([
    { address: "aws_iam_role.Role", attribute: "name" },
    { address: "aws_iam_role.Role", attribute: "path" },
  ]);
  const data = { resource: {}, data: { aws_region: { Here: {} } }, output: { log_destination: { value: {} } } };
  expect(changesBetween({ resource: {} }, data)).toEqual([
    { address: "data.aws_region.Here" },
    { address: "output.log_destination" },
  ]);
});

const change = { address: "aws_iam_role.Central_Role_2EF8AE7D", attribute: "description" };

test.each([
  ["- `aws_iam_role.*_Role_*`: `description` is updated in place."],
  ["- `aws_iam_role.Central_Role_2EF8AE7D` gets another\n  `description`."],
  ["- `output.*`: gone.\n- `aws_iam_role.*`: `description`."],
])("a change is told by %s", (section) => {
  expect(untoldChanges([change], changelog(section))).toEqual([]);
});

test.each([
  ["- `aws_iam_role.*_Role_*`: `name` is updated in place."],
  ["- aws_iam_role.*_Role_*: description is updated in place."],
  ["- `aws_iam_role.*_Role`: `description` is updated in place."],
  ["- `aws_iam_*.*_Role_*`: `description` is updated in place."],
  ["- `aws_iam_role_policy.*`: `description` is updated in place."],
  ["- `aws_iam_role.*`: `name`.\n- `aws_iam_role_policy.*`: `description`."],
  ["`aws_iam_role.*`: `description`, which is no item of a list."],
])("and not by %s", (section) => {
  expect(untoldChanges([change], changelog(section))).toEqual([change]);
});

test("nor by a version that is released, nor outside of what a plan shows", () => {
  const line = "- `aws_iam_role.*`: `description` is updated in place.";
  expect(untoldChanges([change], changelog(line, "0.2.0"))).toEqual([change]);
  const tags = { ...change, attribute: "tags" };
  expect(untoldChanges([tags], changelog(line))).toEqual([tags]);
});
