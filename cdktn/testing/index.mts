/**
 * What tests of stacks with log destinations need, for any test runner. `@log-destinations/cdktn/testing/vitest` and
 * `@log-destinations/cdktn/testing/jest` add the matchers to the runner's `expect`.
 */
export type { DestinationChoice } from "./found-destination.mts";
export { type Judgement, letsSubscribe } from "./lets-subscribe.mts";
export { type LogDestinationMatchers, matchers } from "./matchers.mts";
export type { Sender } from "./sender.mts";
export { type SynthesizedStack, synthesized } from "./synthesized.mts";
