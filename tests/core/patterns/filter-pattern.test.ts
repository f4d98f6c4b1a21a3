import { FilterPatternError, filterPatternProblem, readFilterPattern } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

function refusal(pattern: string): FilterPatternError {
  try {
    readFilterPattern(pattern);
  } catch (error) {
    expect(error).toBeInstanceOf(FilterPatternError);
    return error as FilterPatternError;
  }
  return expect.unreachable(`${pattern} should have been refused`);
}

describe("a pattern that the service refuses", () => {
  it.each([
    ['"open', '"\\"open" is neither a word nor a phrase [LD1503]'],
    ['"a"b', '"\\"a\\"b" is neither a word nor a phrase [LD1503]'],
    ["{ $.a }", '"}" where an operator belongs [LD1513]'],
    ["{ $.level = }", '"}" where a value belongs; put a text in double quotes [LD1514]'],
    ['{ $.level: "error" }', "$.level: is no selector; expected one such as $.user.ids[0] [LD1515]"],
    ["{ $.a = 1 } }", "something follows the closing } [LD1506]"],
    ["{ ($.a = 1 }", '"}" where ) belongs [LD1511]'],
    ["{ a = 1 }", '"a" where a selector ($.…) belongs [LD1507]'],
    ["{ $.a > x }", '> "x"; expected a number [LD1512]'],
    ["{ $.a = $.b }", '"$.b" where a value belongs; put a text in double quotes [LD1514]'],
    ["{ $.a IS 1 }", "IS 1; expected NULL, TRUE or FALSE [LD1509]"],
    ["{ $.a NOT NULL }", "NOT NULL; expected NOT EXISTS [LD1510]"],
    ["{ $.a EXISTS }", '"EXISTS" where an operator belongs [LD1513]'],
    ["{ $.a[*].* = 1 }", "$.a[*].* has more than one wildcard [LD1517]"],
    ["{ $.a[x] = 1 }", "$.a[x] is no selector; expected one such as $.user.ids[0] [LD1515]"],
    ["{ $ = 1 }", "$ alone is no selector; expected one such as $.name [LD1516]"],
    ["{ $.* = 1 && $.* = 1 && $.* = 1 && $.* = 1 }", "more than three wildcards (*) in selectors [LD1508]"],
    ["{ $.a = 5% }", 'cannot read on from "% }" [LD1505]'],
    ["{}", '"}" where a selector ($.…) belongs [LD1507]'],
  ])("%s", (pattern, why) => {
    expect(refusal(pattern)).toMatchObject({ message: why, answer: "Invalid filter pattern", refusedByService: true });
    expect(filterPatternProblem(pattern)).toBe(why);
  });

  it.each([
    ["error: ", ":"],
    ["level:error", ":"],
    ["?a.b", "."],
    ["[ERROR", undefined],
  ])("%s, in the words that users report", (pattern, character) => {
    const answer = character
      ? `Invalid character(s) in term '${character}'`
      : "If a filter pattern starts with '[' it must end with ']'";
    expect(refusal(pattern)).toMatchObject({ answer, refusedByService: true });
  });

  it("says what to do about a word that has to be quoted", () => {
    const why = "level:error holds other characters than letters, digits and _; put it in double quotes [LD1504]";
    expect(filterPatternProblem("ERROR level:error")).toBe(why);
  });

  it("ends with the bracket that it starts with", () => {
    expect(filterPatternProblem("[a, b")).toBe("the pattern starts with [ and does not end with ] [LD1501]");
    expect(filterPatternProblem("{ $.a = 1 } x")).toBe("the pattern starts with { and does not end with } [LD1501]");
  });
});

describe("a pattern that is not modelled", () => {
  const regularExpressions = "regular expressions (%…%) are not modelled";
  it.each([
    ["[ip, user, ..., status_code = 4*, bytes]", "space-delimited patterns ([…]) are not modelled"],
    ["[]", "space-delimited patterns ([…]) are not modelled"],
    ["%AUTHORIZED%", regularExpressions],
    ["ERROR %4\\d\\d%", regularExpressions],
    ['-%"x y"%', regularExpressions],
    ["{ $.status = %4[0-9]{2}% }", regularExpressions],
    ["{ $.status != %5\\%% }", regularExpressions],
  ])("%s, is not taken for one that the service refuses", (pattern, why) => {
    expect(refusal(pattern)).toMatchObject({
      message: `${why} [LD1502]`,
      answer: `Invalid filter pattern: ${why}`,
      refusedByService: false,
    });
    expect(filterPatternProblem(pattern)).toBeUndefined();
  });

  it.each(["-", "*"])("%s alone, is not known to be refused", (pattern) => {
    expect(refusal(pattern)).toMatchObject({
      answer: `Invalid character(s) in term '${pattern}'`,
      refusedByService: false,
    });
    expect(filterPatternProblem(pattern)).toBeUndefined();
  });
});

it.each(["", " ", '" "', "ERROR", '{ $.level = "error" }'])("the pattern %j has no problem", (pattern) => {
  expect(filterPatternProblem(pattern)).toBeUndefined();
});
