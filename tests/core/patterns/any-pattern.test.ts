import { explainFilterPattern, matchesFilterPattern } from "@log-destinations/core/patterns";
import { readFilterPattern } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";
import { shareOfRuns } from "../share-of-runs.ts";
import { anyPattern, randomNumbers, readAny } from "./any-pattern.ts";

const messages = [
  "a",
  "ERROR 404 a Z0_",
  '127.0.0.1 - [10/Oct/2000 -0700] "GET /a.html" 404 1534',
  '{"a":"404","b":[1,{"c":null}],"a b":{"c":true}}',
  `{"a":["aaa","${"a".repeat(50)}"],"w1":1e300}`,
  '[ [ [ " " [a',
  "\ud800😀é",
];

/** The steps of a pattern over a message, for each pair of their characters. */
function stepsPerPair(pattern: string, message: string): number {
  const steps = { count: 0 };
  readFilterPattern(pattern, steps)(message);
  return steps.count / (pattern.length * message.length);
}

describe("any text as a pattern", () => {
  // `npm run soak` gives it a million.
  it("is read, or refused by the parser's own error", () => {
    const read = readAny(20_000 * shareOfRuns, 1);
    expect(read).toBeGreaterThan(1_000 * shareOfRuns);
  });

  it("is explained as it matches, in a bounded number of steps", () => {
    let matching = 0;
    const wrong: unknown[] = [];
    readAny(10_000 * shareOfRuns, 2, (pattern) => {
      for (const message of messages) {
        const matches = matchesFilterPattern(pattern, message);
        const explanation = explainFilterPattern(pattern, message);
        if (matches) matching++;
        const placed = explanation.matches || explanation.at <= pattern.length;
        const bounded = pattern === "" || stepsPerPair(pattern, message) <= 8;
        if (explanation.matches !== matches || !placed || !bounded) wrong.push([pattern, message, explanation]);
      }
    });
    expect(wrong).toEqual([]);
    expect(matching).toBeGreaterThan(1_000 * shareOfRuns);
  });

  it("comes again for the same seed", () => {
    expect(anyPattern(randomNumbers(7))).toBe(anyPattern(randomNumbers(7)));
  });
});

const many = 5_000 * shareOfRuns;

describe("a hostile pattern and a hostile message take at most 8 steps for each pair of their characters", () => {
  it.each([
    ["nested repetition", `%${"a*".repeat(400)}b%`, "a".repeat(many)],
    ["a choice of many", `%${"a?".repeat(200)}${"a".repeat(200)}$%`, "a".repeat(many)],
    ["many alternatives", `%${Array.from({ length: 200 }, () => "a+b").join("|")}%`, "a".repeat(many)],
    ["a large number of times", "%a{1,99999999}b%", "a".repeat(many)],
    ["a large least number of times", "%a{9999}a{9999}%", "a".repeat(many)],
    ["numbers of times behind each other", `%${"[ab]{3,90}".repeat(90)}c%`, "ab".repeat(many)],
    ["a class of all", `%${"[^\\d]*".repeat(140)}1%`, "é".repeat(many)],
    ["one letter", "%a%", "b"],
    ["words", `${"a".repeat(500)}b ${"a".repeat(500)}c`, "a".repeat(many)],
    ["optional words", Array.from({ length: 200 }, () => "?aab").join(" "), "a".repeat(many)],
    ["a text that nearly occurs", `{ $.* = "*${"a".repeat(900)}b*" }`, `{"a":"${"a".repeat(many)}"}`],
    [
      "many members",
      '{ $.* = "*ab" || $.*.a = "ab*" || $.a[*] = a }',
      `{${Array.from({ length: 2000 }, (_, at) => `"${at}":"aab"`).join()}}`,
    ],
    ["numbers that are longer as texts", "{ $.*[0] = *5 }", `{"a":[${Array(2000).fill("1e20").join()}]}`],
    [
      "regular expressions over many members",
      "{ $.* = %a*b% && $.* != %a?c% }",
      `{"a":"${"a".repeat(many)}","b":"${"a".repeat(many)}"}`,
    ],
    ["deep JSON", "{ $.a.a.a.a = 1 }", `${'{"a":'.repeat(4000)}1${"}".repeat(4000)}`],
    ["brackets that are not closed", "[a, ..., b = x, c]", "[ ".repeat(many)],
    ["quotes that are not closed", "[..., b = x, c]", `${'[" '.repeat(many)}`],
    ["many ellipses", `[${"..., a=x, b=y, ".repeat(60)}...]`, "x ".repeat(many)],
    ["a row of fields between ellipses", `[..., ${"a=*x*, ".repeat(100)}b=y, ...]`, "x ".repeat(many)],
    ["the rest of a message", `[a, b=*${"x".repeat(900)}y*]`, `x ${"x".repeat(many)}`],
    ["digits", "[a > 1, b]", `${"1".repeat(many)}x x`],
  ])("%s", (_, pattern, message) => {
    expect(stepsPerPair(pattern, message)).toBeLessThanOrEqual(8);
    expect(stepsPerPair(pattern, message)).toBeGreaterThan(0);
  });
});
