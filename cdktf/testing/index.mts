/**
 * What tests of stacks with log destinations need, for any test runner. `@log-destinations/cdktf/testing/vitest` and
 * `@log-destinations/cdktf/testing/jest` add the matchers to the runner's `expect`.
 */
export { type AccountSubscription, subscribesAccount } from "./account-subscription.mts";
export { delivers, type SentLine } from "./delivers.mts";
export type { DestinationChoice } from "./found-destination.mts";
export { type Equals, hasLogDestination, hasLogSubscription } from "./has-resource.mts";
export { type Judgement, letsSubscribe } from "./lets-subscribe.mts";
export { type LogDestinationMatchers, matchers } from "./matchers.mts";
export type { Sender } from "./sender.mts";
export { type SynthesizedStack, synthesized } from "./synthesized.mts";
