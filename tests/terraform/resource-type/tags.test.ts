import { expect, test } from "vitest";
import type { ResourceContext } from "../../../terraform/src/context.ts";
import { unknown } from "../../../terraform/src/protocol/types.ts";
import { allTags, tagAttributes } from "../../../terraform/src/resource-type/tags.ts";

const provider = (defaultTags: Record<string, string> | undefined) => ({ defaultTags }) as ResourceContext;

test("own tags win over default ones, and all are unknown while either is", () => {
  expect(allTags({ team: "own" }, { team: "default", stage: "test" })).toEqual({ team: "own", stage: "test" });
  expect(allTags(null, { stage: "test" })).toEqual({ stage: "test" });
  expect(allTags(unknown, {})).toBe(unknown);
  expect(allTags({}, undefined)).toBe(unknown);
});

test("a default tag is none of the resource's own", () => {
  const actual = { team: "platform", own: "yes" };
  expect(tagAttributes(provider({ team: "platform" }), { tags: { own: "yes" } }, actual)).toEqual({
    tags: { own: "yes" },
    tags_all: actual,
  });
});

test("a default tag that the resource repeats is one of its own too", () => {
  const actual = { team: "platform" };
  expect(tagAttributes(provider(actual), { tags: { team: "platform" } }, actual)).toEqual({
    tags: { team: "platform" },
    tags_all: actual,
  });
});

test("while the default tags are not known, those of the last apply count", () => {
  const actual = { team: "platform", own: "yes" };
  const state = { tags: { own: "yes" }, tags_all: actual };
  expect(tagAttributes(provider(undefined), state, actual)).toEqual({ tags: { own: "yes" }, tags_all: actual });
});

test("no tags stay null or empty, as the configuration has them", () => {
  expect(tagAttributes(provider({}), { tags: null }, {})).toMatchObject({ tags: null });
  expect(tagAttributes(provider({}), { tags: {} }, {})).toMatchObject({ tags: {} });
});
