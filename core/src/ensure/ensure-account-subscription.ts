import { parseSubscriptionPolicy } from "../account-policies/document.ts";
import { parseSelectionCriteria, selectionCriteria } from "../account-policies/selection-criteria.ts";
import { LogsError } from "../errors.ts";
import type { CallOptions, DestinationsApi } from "../operations/api.ts";
import type { AccountPolicy, PutAccountPolicyRequest } from "../operations/wire-types.ts";
import { refuseUnknown } from "../options.ts";
import { paginateAccountPolicies } from "../pagination/paginators.ts";
import { keptPattern } from "../patterns/filter-pattern.ts";
import { isUnreadable } from "../policy/document.ts";
import { refuseBadAccountPolicy } from "../refusals/account-policy.ts";
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

/** An account-level subscription as it should be. */
export interface DesiredAccountSubscription {
  /** Its name, which does not begin with `aws/`. */
  readonly policyName: string;
  /** The document as JSON text: {@link subscriptionPolicyDocument} writes it. */
  readonly policyDocument: string;
  /**
   * The exact names of the log groups that it leaves out; `[]` for none. Those that the delivery itself writes to belong
   * here, or the account sends its own deliveries again [F224].
   * @default an existing subscription goes on to leave out what it does, and a new one leaves out none
   */
  readonly excludeLogGroups?: readonly string[] | undefined;
}

/** Something that was changed to make an account-level subscription as desired. */
export type AccountSubscriptionChange =
  | { readonly what: "created"; readonly accountPolicy: AccountPolicy }
  /** Its document or its selection criteria, by one put. */
  | { readonly what: "updated"; readonly accountPolicy: AccountPolicy; readonly before: AccountPolicy };

/** The result of {@link ensureAccountSubscription}. */
export interface EnsuredAccountSubscription extends EnsuredChanges<AccountSubscriptionChange> {
  /** The account policy as it is now. */
  readonly accountPolicy: AccountPolicy;
}

/** The operations that {@link ensureAccountSubscription} needs; its Region, if it has one, is compared with the destination's. */
export type EnsureAccountSubscriptionApi = Pick<DestinationsApi, "putAccountPolicy" | "describeAccountPolicies"> & {
  readonly region?: ApiRegion;
};

const knownMembers: Record<keyof DesiredAccountSubscription, true> = {
  policyName: true,
  policyDocument: true,
  excludeLogGroups: true,
};

const policyType = "SUBSCRIPTION_FILTER_POLICY";

/**
 * Makes the account-level subscription of a Region as desired, and calls the service only where something differs. Run
 * twice, it changes nothing the second time. Its document and the log groups that it leaves out change in place, by one
 * put: log events go on being delivered meanwhile. A subscription of another name is never touched.
 *
 * It waits until IAM has spread a new role. A role is needed for a destination whose policy names the organization of this
 * account [F191], and for a stream [F193].
 * @throws EnsureError where a call failed; `LimitExceededException` names the subscription that the Region has [F178]
 * @throws TypeError for an unknown member or option, a name that no log group can have, and criteria over 25 KB
 * @throws the reason of `options.signal`, as it is, where nothing was changed before
 */
export async function ensureAccountSubscription(
  api: EnsureAccountSubscriptionApi,
  desired: DesiredAccountSubscription,
  options: EnsureOptions<AccountSubscriptionChange> = {},
): Promise<EnsuredAccountSubscription> {
  refuseUnknown(desired, knownMembers, "member");
  const { policyName, policyDocument, excludeLogGroups } = desired;
  const criteria = excludeLogGroups === undefined ? undefined : selectionCriteria(excludeLogGroups);
  return ensuring(options, knownEnsureOptions, async ({ changed, call }) => {
    const request: PutAccountPolicyRequest = {
      policyName,
      policyDocument,
      policyType,
      ...(criteria !== undefined && { selectionCriteria: criteria }),
    };
    const region = await api.region;
    refuseInvalid("PutAccountPolicy", request, region);
    refuseBadAccountPolicy("PutAccountPolicy", request, region);
    const there = await subscriptionsOf(api, call);
    const before = there.find((policy) => policy.policyName === policyName);
    // A put replaces the whole policy, so it carries along what stays.
    const kept = excludeLogGroups === undefined ? before?.selectionCriteria : undefined;
    const put = kept === undefined ? request : { ...request, selectionCriteria: kept };
    if (before && isAsDesired(before, put)) return { accountPolicy: before };
    try {
      const { accountPolicy } = await whenReady(() => api.putAccountPolicy(put, call), options);
      await changed(before ? { what: "updated", accountPolicy, before } : { what: "created", accountPolicy });
      return { accountPolicy };
    } catch (error) {
      if (before || codeOf(error) !== "LimitExceededException") throw error;
      // Another program may have put one meanwhile.
      const others = there.length > 0 ? there : await subscriptionsOf(api, call).catch(() => []);
      throw others.length > 0 ? regionHasOne(desired, others, error) : error;
    }
  });
}

/**
 * Deletes an account-level subscription if it is there.
 * @returns whether it was, and also where an earlier attempt, whose answer was lost, may have deleted it
 */
export function removeAccountSubscription(
  api: Pick<DestinationsApi, "deleteAccountPolicy">,
  policyName: string,
  options: CallOptions = {},
): Promise<boolean> {
  return removing(() => api.deleteAccountPolicy({ policyName, policyType }, options));
}

/**
 * Finds the account-level subscription of a name.
 * @returns the account policy; `undefined` where there is none of that name
 */
export async function findAccountSubscription(
  api: Pick<DestinationsApi, "describeAccountPolicies">,
  policyName: string,
  options: CallOptions = {},
): Promise<AccountPolicy | undefined> {
  const there = await subscriptionsOf(api, options);
  return there.find((policy) => policy.policyName === policyName);
}

/** All of them are asked for: what the service answers to a name that it does not know is not known. [F182] */
function subscriptionsOf(
  api: Pick<DestinationsApi, "describeAccountPolicies">,
  { signal }: CallOptions,
): Promise<AccountPolicy[]> {
  const fetchPage: DestinationsApi["describeAccountPolicies"] = (request, call) =>
    api.describeAccountPolicies(request, call);
  return paginateAccountPolicies(fetchPage, { policyType }, { signal }).toArray();
}

function isAsDesired(before: AccountPolicy, desired: PutAccountPolicyRequest): boolean {
  const samePolicy = documentMeaning(before.policyDocument) === documentMeaning(desired.policyDocument);
  return samePolicy && criteriaMeaning(before.selectionCriteria) === criteriaMeaning(desired.selectionCriteria);
}

/** White space, the order of members and their defaults make no difference. */
function documentMeaning(text: string): string {
  const policy = parseSubscriptionPolicy(text);
  if (isUnreadable(policy)) return text;
  const { DestinationArn, FilterPattern, RoleArn = "", Distribution = "ByLogStream" } = policy;
  return JSON.stringify([DestinationArn, keptPattern(FilterPattern), RoleArn, Distribution]);
}

/** The names have no order. */
function criteriaMeaning(text: string | undefined): string {
  if (!text) return "[]";
  const names = parseSelectionCriteria(text);
  return names ? JSON.stringify([...new Set(names)].sort()) : text;
}

function regionHasOne({ policyName }: DesiredAccountSubscription, others: readonly AccountPolicy[], cause: unknown) {
  const names = others.map((policy) => JSON.stringify(policy.policyName)).join(", ");
  return new LogsError(
    "LimitExceededException",
    `the Region takes no more account-level subscriptions, and ${JSON.stringify(policyName)} would be a new one: it has ${names}; remove it, or give its name to replace it [LD1923]`,
    { ...detailsOf(cause), cause },
  );
}
