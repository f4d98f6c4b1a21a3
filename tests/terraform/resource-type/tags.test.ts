import { expect, test } from "vitest";
import type { ResourceContext } from "../../../terraform/src/context.ts";
import { unknown, type Value } from "../../../terraform/src/protocol/types.ts";
import { allTags, plannedTags, tagAttributes, tagsToCreate } from "../../../terraform/src/resource-type/tags.ts";

const provider = (defaultTags: Record<string, string> | undefined, ...ignored: string[]) =>
  ({ defaultTags, ignoresTag: (key) => ignored.includes(key) }) as ResourceContext;

test("own tags win over default ones, and all are unknown while either is", () => {
  expect(allTags({ team: "own" }, provider({ team: "default", stage: "test" }))).toEqual({
    team: "own",
    stage: "test",
  });
  expect(allTags(null, provider({ stage: "test" }))).toEqual({ stage: "test" });
  expect(allTags(unknown, provider({}))).toBe(unknown);
  expect(allTags({}, provider(undefined))).toBe(unknown);
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

test("ignored tags are neither planned nor read, and a new resource gets them", () => {
  const ignoring = provider({ team: "platform", patched: "today" }, "patched", "seen");
  expect(allTags({ own: "yes", seen: "no" }, ignoring)).toEqual({ team: "platform", own: "yes" });
  expect(tagsToCreate(ignoring, { tags: { own: "yes", seen: "no" } })).toEqual({
    team: "platform",
    patched: "today",
    own: "yes",
    seen: "no",
  });
  const actual = { team: "platform", own: "yes", patched: "yesterday", seen: "by a scanner" };
  expect(tagAttributes(ignoring, { tags: { own: "yes" } }, actual)).toEqual({
    tags: { own: "yes" },
    tags_all: { team: "platform", own: "yes" },
  });
});

test.each<[string, Value, Value, Value]>([
  ["the last ones are taken away", null, { a: "1" }, {}],
  ["there never were any", null, null, null],
  ["all values are null", { a: null }, null, null],
  ["the last values become null", { a: null }, { a: "1" }, {}],
  ["one value is null", { a: null, b: "1" }, null, { b: "1" }],
  ["the map is empty", {}, null, {}],
  ["they are not known yet", unknown, { a: "1" }, unknown],
])("tags in a plan where %s", (_, given, prior, planned) => {
  expect(plannedTags(given, prior)).toEqual(planned);
});
