import type { Tags } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { unknown, type Value, type Values } from "../protocol/types.ts";

/** The tags of a resource with those that the provider adds; unknown while any of them is. */
export function allTags(tags: Value, defaultTags: Tags | undefined): Value {
  return tags === unknown || defaultTags === undefined ? unknown : { ...defaultTags, ...(tags as Values | null) };
}

/** Both attributes as they follow from the tags that are there. */
export function tagsRead({ defaultTags }: Context, state: Values, actual: Tags): Values {
  const before = state.tags as Tags | null;
  const added = defaultTags ?? defaultsIn(state);
  const own = Object.entries(actual).filter(
    ([key, value]) => added[key] !== value || (before !== null && key in before),
  );
  // An empty map and none at all are the same to the service, and not to Terraform.
  return { tags: own.length > 0 || before !== null ? Object.fromEntries(own) : null, tags_all: actual };
}

/** What the provider added the last time, where what it adds now is unknown. */
function defaultsIn(state: Values): Tags {
  const all = Object.entries((state.tags_all ?? {}) as Tags);
  return Object.fromEntries(all.filter(([key]) => !(key in ((state.tags ?? {}) as Tags))));
}

/** Brings the tags of a resource of the service to what was planned. */
export async function putTags(
  { api, signal }: Context,
  resourceArn: string,
  planned: Values,
  prior: Values,
): Promise<void> {
  const tags = (planned.tags_all ?? {}) as Tags;
  const before = (prior.tags_all ?? {}) as Tags;
  const tagKeys = Object.keys(before).filter((key) => !(key in tags));
  const changed = Object.entries(tags).filter(([key, value]) => before[key] !== value);
  if (tagKeys.length > 0) await api.untagResource({ resourceArn, tagKeys }, { signal });
  if (changed.length > 0) await api.tagResource({ resourceArn, tags: Object.fromEntries(changed) }, { signal });
}
