export {
  parseSubscriptionPolicy,
  type SubscriptionPolicy,
  subscriptionPolicyDocument,
  type UnreadableSubscriptionPolicy,
} from "./account-policies/document.ts";
export { parseSelectionCriteria, selectionCriteria } from "./account-policies/selection-criteria.ts";
export { type Arn, type DestinationAddress, destinationArn, parseArn, parseDestinationArn } from "./arn.ts";
export {
  type AttemptObserver,
  type ObservedAttempt,
  observeAttempts,
  type Stopped,
} from "./client/attempt-observer.ts";
export type { AttemptReport } from "./client/attempt-report.ts";
export { type Listings, LogDestinationsClient, type LogDestinationsClientOptions } from "./client/client.ts";
export { type ConnectionOptions, LogsConnection } from "./client/connection.ts";
export type { EndpointOptions } from "./client/endpoint.ts";
export type { AnswerHead, Failure, Outcome } from "./client/failure.ts";
export { type FetchFailureReader, fetchFailure } from "./client/fetch-failure.ts";
export {
  fromSdk,
  type SdkApi,
  type SdkCallOptions,
  type SdkClient,
  type SdkCommands,
  type SdkConfigured,
  type SdkMethods,
} from "./client/from-sdk.ts";
export { Pacer } from "./client/pacing.ts";
export type { RetryOptions } from "./client/retry.ts";
export type { Fetch, FetchInit, FetchResponse } from "./client/transport.ts";
export { type AssumeRoleOptions, assumeRole } from "./credentials/assume-role.ts";
export {
  type AccountSubscriptionChange,
  type DesiredAccountSubscription,
  type EnsureAccountSubscriptionApi,
  type EnsuredAccountSubscription,
  ensureAccountSubscription,
  findAccountSubscription,
  removeAccountSubscription,
} from "./ensure/ensure-account-subscription.ts";
export {
  type DesiredDestination,
  type DestinationChange,
  type EnsureApi,
  type EnsureDestinationOptions,
  type EnsuredDestination,
  ensureDestination,
  findDestination,
  removeDestination,
} from "./ensure/ensure-destination.ts";
export { EnsureError } from "./ensure/ensure-error.ts";
export {
  type DesiredSubscriptionFilter,
  type EnsuredSubscriptionFilter,
  type EnsureSubscriptionFilterApi,
  ensureSubscriptionFilter,
  findSubscriptionFilter,
  removeSubscriptionFilter,
  type SubscriptionFilterAddress,
  type SubscriptionFilterChange,
  type SubscriptionFilterState,
} from "./ensure/ensure-subscription-filter.ts";
export type { ApiRegion, EnsuredChanges, EnsureOptions } from "./ensure/ensuring.ts";
export { isLogsError, LogsError, type LogsErrorCode, type LogsErrorDetails } from "./errors.ts";
export { fleetDestinations } from "./fleet/fleet.ts";
export type * from "./fleet/fleet-types.ts";
export { maxAccessPolicyBytes } from "./limits.ts";
export { type CallOptions, DestinationsApi, type Methods } from "./operations/api.ts";
export type { Violation } from "./operations/validate.ts";
export type * from "./operations/wire-types.ts";
export type { Cursor } from "./pagination/cursor.ts";
export type { Listing } from "./pagination/listing.ts";
export type { FetchPage, ListingOptions, Page } from "./pagination/page.ts";
export * from "./pagination/paginators.ts";
export { type Partition, partitionOf } from "./partitions.ts";
export { samePolicy } from "./policy/compare.ts";
export {
  type AccountPolicyAction,
  type AccountPolicyDecision,
  mayPutAccountPolicy,
  mayPutSubscriptionFilter,
  type Subscriber,
  type SubscriptionDecision,
  type SubscriptionRequest,
} from "./policy/decide.ts";
export {
  type AccessPolicy,
  isUnreadable,
  type PolicyCondition,
  type PolicyPrincipals,
  type PolicyStatement,
  parseAccessPolicy,
  type UnreadablePolicy,
} from "./policy/document.ts";
export type { PolicyContext, PolicyFinding, PolicyRule } from "./policy/finding.ts";
export { mergeAccessPolicies } from "./policy/merge.ts";
export { checkAccessPolicy } from "./policy/rules/check-access-policy.ts";
export { policyBytes } from "./policy/size.ts";
export { type AccessPolicyGrant, accessPolicy, accessPolicyDocument, accountsThatFit } from "./policy/write.ts";
export {
  type Credentials,
  type CredentialsContext,
  type CredentialsProvider,
  fromEnvironment,
  type ProvidedCredentials,
  type StandaloneProvider,
} from "./signing/credentials.ts";
export { type HashBytes, type Hashing, type HmacKey, webHashing } from "./signing/hashing.ts";
export { type Signer, type SigningScope, SigV4, type UnsignedRequest } from "./signing/sigv4.ts";
