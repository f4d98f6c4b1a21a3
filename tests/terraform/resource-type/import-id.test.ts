import { expect, test } from "vitest";
import { readImportId } from "../../../terraform/src/resource-type/import-id.ts";

test.each([
  ["central", { id: "central" }],
  ["central@eu-west-1", { id: "central", region: "eu-west-1" }],
  ["/app|to-central@us-gov-west-1", { id: "/app|to-central", region: "us-gov-west-1" }],
  ["a@b@eu-west-1", { id: "a@b", region: "eu-west-1" }],
  ["deploy@example.com", { id: "deploy@example.com" }],
  ["@eu-west-1", { id: "@eu-west-1" }],
])("%s", (text, expected) => {
  expect(readImportId(text)).toEqual(expected);
});
