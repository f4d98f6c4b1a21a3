import type { Tags } from "@log-destinations/core";
import { hasUnknown, type Value, type Values, withoutNulls } from "./protocol/types.ts";

/** What a provider block says of the tags of all its resources. */
export interface ProviderTags {
  /** The tags that each resource gets; `undefined` while something of the blocks is not known yet. */
  readonly defaultTags: Tags | undefined;
  /** Is a tag of this key left as it is, whoever has made it? */
  readonly ignoresTag: (key: string) => boolean;
}

/** Variables that add to the blocks, as for the real provider. [F334] */
const variables = {
  defaultTag: "TF_AWS_DEFAULT_TAGS_",
  ignoredKeys: "TF_AWS_IGNORE_TAGS_KEYS",
  ignoredPrefixes: "TF_AWS_IGNORE_TAGS_KEY_PREFIXES",
} as const;

/** The variables of an environment that decide about tags. */
export function tagVariablesIn(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const decides = (name: string): boolean =>
    name.startsWith(variables.defaultTag) || name === variables.ignoredKeys || name === variables.ignoredPrefixes;
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (decides(name) && value !== undefined ? [[name, value]] : [])),
  );
}

/** Reads the blocks `default_tags` and `ignore_tags`, and what the environment adds to them. */
export function readProviderTags(config: Values, env: Readonly<Record<string, string>> = {}): ProviderTags {
  const [given] = blocksOf(config.default_tags);
  const [ignored] = blocksOf(config.ignore_tags);
  const listed = (variable: string): string[] => (env[variable] ?? "").split(",").filter((text) => text !== "");
  const keys = new Set([...textsOf(ignored?.keys), ...listed(variables.ignoredKeys)]);
  const prefixes = [...textsOf(ignored?.key_prefixes), ...listed(variables.ignoredPrefixes)];
  const fromEnvironment = Object.entries(env).flatMap(([name, value]): [string, string][] =>
    name.startsWith(variables.defaultTag) ? [[name.slice(variables.defaultTag.length), value]] : [],
  );
  const known = ![given, ignored].some((block) => block !== undefined && hasUnknown(block));
  return {
    defaultTags: known
      ? { ...Object.fromEntries(fromEnvironment), ...(withoutNulls((given?.tags ?? {}) as Values) as Tags) }
      : undefined,
    ignoresTag: (key) => keys.has(key) || prefixes.some((prefix) => key.startsWith(prefix)),
  };
}

function blocksOf(value: Value | undefined): readonly Values[] {
  return (value ?? []) as readonly Values[];
}

/** The texts of a set that is known. */
function textsOf(set: Value | undefined): string[] {
  return Array.isArray(set) ? set.filter((text) => typeof text === "string") : [];
}
