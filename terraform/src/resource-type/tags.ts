import type { Tags } from "@log-destinations/core";
import type { ResourceContext } from "../context.ts";
import { isGiven, unknown, type Value, type Values, withoutNulls } from "../protocol/types.ts";
import type { ProviderTags } from "../provider-tags.ts";

/**
 * `tags` in a plan. Keys without a value count as absent. Where none is left, it is null; where the last ones are taken
 * away, an empty map. [F337]
 */
export function plannedTags(given: Value, prior: Value): Value {
  if (given === unknown) return unknown;
  const tags = given === null ? {} : withoutNulls(given as Values);
  if (Object.keys(tags).length > 0 || isGiven(prior)) return tags;
  return given !== null && Object.keys(given).length === 0 ? given : null;
}

/** `tags_all`: a resource's own tags over the provider's default ones, without those that it ignores; unknown while either is. */
export function allTags(tags: Value, { defaultTags, ignoresTag }: ProviderTags): Value {
  if (tags === unknown || defaultTags === undefined) return unknown;
  return withoutIgnored({ ...defaultTags, ...(tags as Values | null) }, ignoresTag);
}

function withoutIgnored<Kind extends Values | Tags>(tags: Kind, ignoresTag: ProviderTags["ignoresTag"]): Kind {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !ignoresTag(key))) as Kind;
}

/** The tags of a resource, as a data source reads them. */
export function tagsSeen({ ignoresTag }: ProviderTags, actual: Value | undefined): Values {
  return withoutIgnored((actual ?? {}) as Values, ignoresTag);
}

/** The tags that a new resource gets: also those that the provider ignores from then on. [F338] */
export function tagsToCreate({ defaultTags }: ResourceContext, planned: Values): Tags {
  return { ...defaultTags, ...(planned.tags as Tags | null) };
}

/** `tags` and `tags_all` as they follow from the actual tags of a resource. */
export function tagAttributes({ defaultTags, ignoresTag }: ResourceContext, state: Values, actual: Tags): Values {
  const before = state.tags as Tags | null;
  const defaults = defaultTags ?? earlierDefaults(state);
  const seen = withoutIgnored(actual, ignoresTag);
  // A default tag that the resource repeats is one of its own.
  const own = Object.entries(seen).filter(
    ([key, value]) => defaults[key] !== value || (before !== null && key in before),
  );
  // An empty map and null are the same to the service, and not to Terraform.
  return { tags: own.length > 0 || before !== null ? Object.fromEntries(own) : null, tags_all: seen };
}

/** The default tags of the last apply, for while the present ones are not known yet. */
function earlierDefaults(state: Values): Tags {
  const all = Object.entries((state.tags_all ?? {}) as Tags);
  return Object.fromEntries(all.filter(([key]) => !(key in ((state.tags ?? {}) as Tags))));
}

/** The tags of a resource after an update from `prior` to `planned`. Those that the provider ignores stay as they are. */
export function tagsAfterUpdate(actual: Tags | undefined, planned: Values, prior: Values): Tags {
  const [tags, before] = [planned.tags_all ?? {}, prior.tags_all ?? {}] as [Tags, Tags];
  const kept = Object.entries(actual ?? {}).filter(([key]) => !(key in before));
  return { ...Object.fromEntries(kept), ...tags };
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
