import { expect, test } from "vitest";
import { unknown, type Value, type Values } from "../../terraform/src/protocol/types.ts";
import { readProviderTags, tagVariablesIn } from "../../terraform/src/provider-tags.ts";

const block = (defaultTags?: Values, ignored?: Record<string, Value>): Values => ({
  default_tags: defaultTags ? [{ tags: defaultTags }] : [],
  ignore_tags: ignored ? [{ keys: null, key_prefixes: null, ...ignored }] : [],
});

test("keys and beginnings of keys are ignored, from the block and from the environment", () => {
  const env = { TF_AWS_IGNORE_TAGS_KEYS: "scanned,,owner", TF_AWS_IGNORE_TAGS_KEY_PREFIXES: "kubernetes.io/" };
  const { ignoresTag } = readProviderTags(block(undefined, { keys: ["patched"], key_prefixes: ["c7n:"] }), env);
  const keys = ["patched", "c7n:ticket", "scanned", "owner", "kubernetes.io/x", "patched2", "Patched", "team", ""];
  expect(keys.filter(ignoresTag)).toEqual(keys.slice(0, 5));
  expect(readProviderTags(block()).ignoresTag("")).toBe(false);
});

test("default tags of the block win over those of the environment", () => {
  const env = { TF_AWS_DEFAULT_TAGS_team: "environment", TF_AWS_DEFAULT_TAGS_stage: "" };
  expect(readProviderTags(block({ team: "block", none: null }), env).defaultTags).toEqual({ team: "block", stage: "" });
});

test("default tags are unknown while something in either block is", () => {
  expect(readProviderTags(block({ team: unknown })).defaultTags).toBeUndefined();
  expect(readProviderTags(block({}, { keys: unknown })).defaultTags).toBeUndefined();
});

test("of an environment, the variables about tags alone are taken", () => {
  const about = { TF_AWS_DEFAULT_TAGS_a: "1", TF_AWS_IGNORE_TAGS_KEYS: "b", TF_AWS_IGNORE_TAGS_KEY_PREFIXES: "c" };
  expect(tagVariablesIn({ ...about, TF_AWS_OTHER: "2", PATH: "/bin" })).toEqual(about);
});
