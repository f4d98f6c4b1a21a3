import { describe, expect, test } from "vitest";
import { deliveryPrefixProblem } from "../../../core/src/refusals/delivery-prefixes.ts";

const errors = "errors/!{firehose:error-output-type}/";

describe("the prefixes of a delivery stream", () => {
  test.each([
    [undefined, undefined],
    ["logs/", undefined],
    ["logs/", "errors/"],
    [undefined, errors],
    ["!{timestamp:yyyy/MM/dd}/!{firehose:random-string}/", errors],
    ["!{partitionKeyFromQuery:account}/", errors],
    ["a".repeat(1024), errors],
  ])("%s and %s are taken", (prefix, errorOutputPrefix) => {
    expect(deliveryPrefixProblem({ prefix, errorOutputPrefix })).toBeUndefined();
  });

  test.each([
    ["!{timestamp:yyyy}/", undefined, "prefix has an expression, and errorOutputPrefix is empty"],
    ["!{timestamp:yyyy}/", "!{timestamp:yyyy}/", "one with expressions has !{firehose:error-output-type}"],
    [errors, errors, "prefix has !{firehose:error-output-type}, which errorOutputPrefix alone may have"],
    ["!{time:yyyy}/", errors, 'prefix is "!{time:yyyy}/"'],
    ["!{timestamp:yyyy/", errors, "expressions are !{namespace:value}"],
    ["!{timestamp}/", errors, "expressions are !{namespace:value}"],
    [undefined, "!{error:type}/", "errorOutputPrefix is"],
    ["a".repeat(1025), errors, "prefix has 1025 characters; at most 1024"],
  ])("%s and %s are refused", (prefix, errorOutputPrefix, problem) => {
    expect(deliveryPrefixProblem({ prefix, errorOutputPrefix })).toContain(problem);
  });
});
