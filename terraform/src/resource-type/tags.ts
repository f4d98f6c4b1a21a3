import type { Tags } from "@log-destinations/core";
import type { ResourceContext } from "../context.ts";
import { unknown, type Value, type Values } from "../protocol/types.ts";

/** `tags_all`: a resource's own tags over the provider's default ones; unknown while either is. */
export function allTags(tags: Value, defaultTags: Tags | undefined): Value {
  return tags === unknown || defaultTags === undefined ? unknown : { ...defaultTags, ...(tags as Values | null) };
}

/** `tags` and `tags_all` as they follow from the actual tags of a resource. */
export function tagAttributes({ defaultTags }: ResourceContext, state: Values, actual: Tags): Values {
  const before = state.tags as Tags | null;
  const defaults = defaultTags ?? earlierDefaults(state);
  // A default tag that the resource repeats is one of its own.
  const own = Object.entries(actual).filter(
    ([key, value]) => defaults[key] !== value || (before !== null && key in before),
  );
  // An empty map and null are the same to the service, and not to Terraform.
  return { tags: own.length > 0 || before !== null ? Object.fromEntries(own) : null, tags_all: actual };
}

/** The default tags of the last apply, for while the present ones are not known yet. */
function earlierDefaults(state: Values): Tags {
  const all = Object.entries((state.tags_all ?? {}) as Tags);
  return Object.fromEntries(all.filter(([key]) => !(key in ((state.tags ?? {}) as Tags))));
}

/** Changes the tags of a resource of CloudWatch Logs from `prior` to `planned`. */
export async function updateTags(
  { api, signal }: ResourceContext,
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
