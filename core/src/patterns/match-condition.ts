import type { Condition } from "./pattern.ts";

/** Makes a matcher of tests that are combined. */
export function conditionMatcher<Test, Value>(
  condition: Condition<Test>,
  matcherOf: (test: Test) => (value: Value) => boolean,
): (value: Value) => boolean {
  if (condition.kind === "test") return matcherOf(condition.test);
  const matchers = condition.conditions.map((one) => conditionMatcher(one, matcherOf));
  return condition.kind === "all"
    ? (value) => matchers.every((matches) => matches(value))
    : (value) => matchers.some((matches) => matches(value));
}
