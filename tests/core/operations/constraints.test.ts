import { fitsShape, logGroupNameShape, operations, tagKeyShape } from "@log-destinations/core/service";
import { expect, it } from "vitest";

it.each([
  ["/app/web", true],
  ["a".repeat(512), true],
  ["", false],
  ["a".repeat(513), false],
  ["a b", false],
])("the name of a log group: %j is %s", (name, fits) => {
  expect(fitsShape(logGroupNameShape, name)).toBe(fits);
});

it("lengths count characters, and sizes bytes", () => {
  const { accessPolicy } = operations.PutDestinationPolicy.request;
  expect(fitsShape(tagKeyShape, "𝒳".repeat(128))).toBe(true);
  expect(fitsShape(tagKeyShape, "𝒳".repeat(129))).toBe(false);
  if (accessPolicy.type !== "string") return expect.unreachable("an access policy is a text");
  expect(fitsShape(accessPolicy, "é".repeat(2560))).toBe(true);
  expect(fitsShape(accessPolicy, "é".repeat(2561))).toBe(false);
});
