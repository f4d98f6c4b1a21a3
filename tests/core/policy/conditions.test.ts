import { conditionHolds, isKnownOperator, matchesPattern } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

describe("matchesPattern", () => {
  it.each([
    ["abc", "abc", true],
    ["abc", "abcd", false],
    ["a*c", "ac", true],
    ["a*c", "abbc", true],
    ["a*c", "abcb", false],
    ["*b*", "abc", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["*", "", true],
    ["?*", "", false],
    ["a.c", "abc", false],
  ])("%s against %s: %s", (pattern, value, matches) => {
    expect(matchesPattern(pattern, value)).toBe(matches);
  });

  it("ends for hostile patterns", () => {
    expect(matchesPattern(`${"*a".repeat(2_000)}b`, "a".repeat(4_000))).toBe(false);
  });
});

describe("conditionHolds", () => {
  it("throws for an operator that cannot be evaluated", () => {
    expect(isKnownOperator("DateLessThan")).toBe(false);
    const condition = { operator: "DateLessThan", key: "aws:CurrentTime", values: ["2026-01-01"] };
    expect(() => conditionHolds(condition, ["2025-01-01"])).toThrow(
      new TypeError("the condition operator DateLessThan is not one that can be evaluated here [LD1402]"),
    );
  });

  it.each([
    ["ForAnyValue:StringEquals", ["a", "b"], ["b", "c"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["b", "c"], false],
    ["ForAllValues:StringEquals", ["a", "b"], ["b"], true],
    ["StringNotEquals", ["a"], ["b"], true],
    ["StringNotLike", ["a*"], ["ab"], false],
    ["StringNotEqualsIgnoreCase", ["A"], ["a"], false],
  ])("%s %j of %j: %s", (operator, values, present, holds) => {
    expect(conditionHolds({ operator, key: "k", values }, present)).toBe(holds);
  });
});
