import { LogsError } from "../errors.ts";
import type { CallOptions, DestinationsApi } from "../operations/api.ts";
import { operations } from "../operations/table.ts";
import type { PutSubscriptionFilterRequest, SubscriptionFilter } from "../operations/wire-types.ts";
import { paginateSubscriptionFilters } from "../pagination/paginators.ts";
import { refuseBadFilterPattern } from "../refusals/pattern.ts";
import { refuseInvalid } from "../refusals/request.ts";
import { codeOf, detailsOf } from "./ensure-error.ts";
import {
  type ApiRegion,
  type EnsuredChanges,
  type EnsureOptions,
  ensuring,
  knownEnsureOptions,
  whenReady,
} from "./ensuring.ts";
import { removing } from "./removing.ts";

/** The place and name of a subscription filter. */
export type SubscriptionFilterAddress = Pick<SubscriptionFilter, "logGroupName" | "filterName">;

/**
 * A subscription filter as it should be. What is left out stays as it is on an existing filter, and has the service's
 * default on a new one; `""` for `fieldSelectionCriteria`, `[]` for `emitSystemFields` say that there are to be none.
 */
export type DesiredSubscriptionFilter = PutSubscriptionFilterRequest;

/** A subscription filter after `ensureSubscriptionFilter`. */
export type SubscriptionFilterState = Omit<SubscriptionFilter, "creationTime"> & {
  /** In milliseconds since 1970-01-01T00:00:00Z; absent where the filter was just created, since no answer has it. */
  readonly creationTime?: number;
};

/** Something that was changed to make a subscription filter as desired. */
export type SubscriptionFilterChange =
  | { readonly what: "created"; readonly subscriptionFilter: SubscriptionFilterState }
  | {
      readonly what: "updated";
      readonly subscriptionFilter: SubscriptionFilterState;
      readonly before: SubscriptionFilter;
    };

/** The result of {@link ensureSubscriptionFilter}. */
export interface EnsuredSubscriptionFilter extends EnsuredChanges<SubscriptionFilterChange> {
  /** The filter as it is now. */
  readonly subscriptionFilter: SubscriptionFilterState;
}

/** The operations that {@link ensureSubscriptionFilter} needs; its Region, if it has one, is compared with the destination's. */
export type EnsureSubscriptionFilterApi = Pick<
  DestinationsApi,
  "putSubscriptionFilter" | "describeSubscriptionFilters"
> & {
  readonly region?: ApiRegion;
};

/**
 * Makes a subscription filter as desired, and calls the service only where something differs. Run twice, it changes
 * nothing the second time. The log group and the destination have to be there.
 *
 * It waits until IAM has spread a new role. A role is needed for a stream [F100], and for a destination whose policy names
 * the organization of this account [F97].
 * @throws EnsureError where a call failed; `LimitExceededException` names the filters that the log group has
 * @throws TypeError for an unknown option, and a `propagationTimeout` that is no whole number
 * @throws the reason of `options.signal`, as it is, where nothing was changed before
 */
export function ensureSubscriptionFilter(
  api: EnsureSubscriptionFilterApi,
  desired: DesiredSubscriptionFilter,
  options: EnsureOptions<SubscriptionFilterChange> = {},
): Promise<EnsuredSubscriptionFilter> {
  return ensuring(options, knownEnsureOptions, async ({ changed, call }) => {
    refuseInvalid("PutSubscriptionFilter", desired, await api.region);
    refuseBadFilterPattern(desired.filterPattern);
    const before = await findSubscriptionFilter(api, desired, call);
    if (before && differing(before, desired).length === 0) return { subscriptionFilter: before };
    // A put replaces the whole filter, so it carries along what stays. [F351]
    const request = { ...(before && settingsOf(before)), ...given(desired) };
    try {
      await whenReady(() => api.putSubscriptionFilter(request, call), options);
    } catch (error) {
      throw before || codeOf(error) !== "LimitExceededException" ? error : await groupIsFull(api, desired, error, call);
    }
    const subscriptionFilter = { distribution: "ByLogStream", ...before, ...request } as SubscriptionFilterState;
    await changed(before ? { what: "updated", subscriptionFilter, before } : { what: "created", subscriptionFilter });
    return { subscriptionFilter };
  });
}

/**
 * Deletes a subscription filter if it, and its log group, are there.
 * @returns whether it was, and also where an earlier attempt, whose answer was lost, may have deleted it
 */
export function removeSubscriptionFilter(
  api: Pick<DestinationsApi, "deleteSubscriptionFilter">,
  { logGroupName, filterName }: SubscriptionFilterAddress,
  options: CallOptions = {},
): Promise<boolean> {
  return removing(() => api.deleteSubscriptionFilter({ logGroupName, filterName }, options));
}

/**
 * Finds a subscription filter by its log group and exact name.
 * @returns the filter; `undefined` where there is none of that name
 * @throws the call's error, `ResourceNotFoundException` where there is no such log group
 */
export async function findSubscriptionFilter(
  api: Pick<DestinationsApi, "describeSubscriptionFilters">,
  { logGroupName, filterName }: SubscriptionFilterAddress,
  { signal }: CallOptions = {},
): Promise<SubscriptionFilter | undefined> {
  // Of all names that begin with this one, it sorts first. [F107]
  const first = await paginateSubscriptionFilters(
    (request, call) => api.describeSubscriptionFilters(request, call),
    { logGroupName, filterNamePrefix: filterName },
    { pageSize: 1, signal },
  ).first();
  return first?.filterName === filterName ? first : undefined;
}

/** The members of a filter that a request may have. */
function settingsOf(filter: SubscriptionFilter): Partial<PutSubscriptionFilterRequest> {
  const { request } = operations.PutSubscriptionFilter;
  return Object.fromEntries(Object.entries(filter).filter(([member]) => Object.hasOwn(request, member)));
}

/** The members that are not `undefined`. */
function given<Members extends object>(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
}

/** The members that the filter has otherwise than desired. */
function differing(before: SubscriptionFilter, desired: DesiredSubscriptionFilter): string[] {
  const has: Readonly<Record<string, unknown>> = { ...before };
  return Object.entries(given(desired)).flatMap(([member, value]) =>
    comparable(has[member]) === comparable(value) ? [] : [member],
  );
}

/** A value as a text: an empty one counts as absent, as does a pattern of blanks [F352], and fields have no order. */
function comparable(value: unknown): string {
  if (Array.isArray(value)) return [...value].sort().join("\n");
  const text = String(value ?? "");
  return text.trim() === "" || value === false ? "" : text;
}

/**
 * A log group takes few filters [F105], and the service does not say which there are.
 * @returns the service's own error where they cannot be listed
 */
async function groupIsFull(
  api: EnsureSubscriptionFilterApi,
  { logGroupName, filterName }: SubscriptionFilterAddress,
  cause: unknown,
  { signal }: CallOptions,
): Promise<unknown> {
  const filters = await paginateSubscriptionFilters(
    (request, call) => api.describeSubscriptionFilters(request, call),
    { logGroupName },
    { signal },
  )
    .toArray()
    .catch(() => undefined);
  signal?.throwIfAborted();
  if (!filters) return cause;
  const names = filters.map((filter) => JSON.stringify(filter.filterName)).join(", ");
  return new LogsError(
    "LimitExceededException",
    `${logGroupName} takes no more subscription filters, and ${JSON.stringify(filterName)} would be a new one: it has ${names}; remove one of them, or give its name to replace it [LD1602]`,
    { ...detailsOf(cause), cause },
  );
}
