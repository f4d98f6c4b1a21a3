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
    ['{ $.level: "error" }', "$.level: is no selector; expected one such as $.user.ids[0] or $.['a name'] [LD1515]"],
    ["{ $.a = 1 } }", "something follows the closing } [LD1506]"],
    ["{ ($.a = 1 }", '"}" where ) belongs [LD1511]'],
    ["{ a = 1 }", '"a" where a selector ($.…) belongs [LD1507]'],
    ["{ $.a > x }", '> "x"; expected a number [LD1512]'],
    ["{ $.a = $.b }", '"$.b" where a value belongs; put a text in double quotes [LD1514]'],
    ["{ $.a IS 1 }", 'IS "1"; expected NULL, TRUE or FALSE [LD1509]'],
    ['{ $.a IS "NULL" }', 'IS "NULL"; expected NULL, TRUE or FALSE [LD1509]'],
    ['{ $.a "IS" NULL }', '"IS" where an operator belongs [LD1513]'],
    ["{ $.a NOT NULL }", 'NOT "NULL"; expected NOT EXISTS [LD1510]'],
    ['{ $.a NOT "EXISTS" }', 'NOT "EXISTS"; expected NOT EXISTS [LD1510]'],
    ["{ $.a EXISTS }", '"EXISTS" where an operator belongs [LD1513]'],
    ["{ $.a[*].* = 1 }", "$.a[*].* has more than one wildcard [LD1517]"],
    ["{ $.a[x] = 1 }", "$.a[x] is no selector; expected one such as $.user.ids[0] or $.['a name'] [LD1515]"],
    ["{ $ = 1 }", "$ alone is no selector; expected one such as $.name [LD1516]"],
    ["{ $.* = 1 && $.* = 1 && $.* = 1 && $.* = 1 }", "more than three wildcards (*) in selectors [LD1508]"],
    [
      "{ $.a = 5% }",
      'cannot read on from "% }", where a % is not closed by another; a text with one is in double quotes [LD1505]',
    ],
    ['{ $.a =  "x } ', 'cannot read on from "\\"x }", where a double quote is not closed [LD1505]'],
    ["{ $.a = 1 & $.b = 1 }", 'cannot read on from "& $.b = 1 }" [LD1505]'],
    ["{}", '"}" where a selector ($.…) belongs [LD1507]'],
    ["{ $.a = %a% && $.b = %b% && $.c = %c% }", "more than two regular expressions (%…%) [LD1850]"],
    ["{ $.a > %4% }", "> %4%; expected a number [LD1512]"],
    ["[a b]", '"b" where an operator belongs [LD1513]'],
    ["[a = 1 b]", '"b" where a comma or the closing ] belongs [LD1851]'],
    ["[... a]", '"a" where a comma or the closing ] belongs [LD1851]'],
    ["[a, = 4]", '"=" where the name of a field belongs [LD1852]'],
    ['["a", b]', '"a" where the name of a field belongs [LD1852]'],
    ["[a = 1 && b = 2]", "a condition on b at the place of the field a; write it at its own place [LD1853]"],
    ["[a = ]", "the pattern ends where a value belongs; put a text in double quotes [LD1514]"],
    ["[a = , b]", '"," where a value belongs; put a text in double quotes [LD1514]'],
    ["[a > x]", '> "x"; expected a number [LD1512]'],
    ['[a > "1"]', '> "1"; expected a number [LD1512]'],
    ["[(a = 1]", "the pattern ends where ) belongs [LD1511]"],
    ["[a = %a%, b = %b%, c = %c%]", "more than two regular expressions (%…%) [LD1850]"],
    ["[a[0] = 1]", 'cannot read on from "[0] = 1" [LD1505]'],
    ["%%", "a regular expression is empty [LD1854]"],
    ["%*a%", "* has nothing to repeat; escape it by \\ [LD1855]"],
    ["%^+%", "+ has nothing to repeat; escape it by \\ [LD1855]"],
    ["%a|?%", "? has nothing to repeat; escape it by \\ [LD1855]"],
    ["%something!%", "! is not supported in a regular expression; write \\x21 [LD1856]"],
    ["%(a|b)%", "( is not supported in a regular expression; write \\x28 [LD1856]"],
    ["%[)]%", ") is not supported in a regular expression; write \\x29 [LD1856]"],
    ["%a\\!%", "! is not supported in a regular expression; write \\x21 [LD1856]"],
    ["%a\t%", "\t is not supported in a regular expression; write \\x09 [LD1856]"],
    ["%é%", "é is not supported in a regular expression; it takes ASCII alone [LD1856]"],
    ["%a\\%", "a regular expression ends in \\ [LD1857]"],
    ["%\\xG1%", "\\xG1 is no character of ASCII; expected \\x00 to \\x7F [LD1858]"],
    ["%\\x80%", "\\x80 is no character of ASCII; expected \\x00 to \\x7F [LD1858]"],
    ["%[ab%", "the class [ is not closed by ] [LD1859]"],
    ["%[a-%", "the class [ is not closed by ] [LD1859]"],
    ["%[]%", "the class [] is empty [LD1860]"],
    ["%[z-a]%", "the range of a class goes from a character to a later one, as in a-z [LD1861]"],
    ["%[\\d-z]%", "the range of a class goes from a character to a later one, as in a-z [LD1861]"],
    ["%a{3,2}%", "{3,2} is no number of times; expected one such as {2}, {2,5} or {2,} [LD1862]"],
    ["%a{,}%", "{,} is no number of times; expected one such as {2}, {2,5} or {2,} [LD1862]"],
    ["%a{b}%", "{ begins no number of times; escape it by \\, or write one such as {2,5} [LD1863]"],
    ["a".repeat(1025), "the pattern has 1025 characters; expected at most 1024 [LD1864]"],
  ])("%s", (pattern, why) => {
    expect(refusal(pattern)).toMatchObject({ message: why, answer: "Invalid filter pattern", refusedByService: true });
    expect(filterPatternProblem(pattern)?.message).toBe(why);
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

  it.each([
    ["  ERROR le:vel", 10],
    [' "a" "b', 5],
    [" { $.a = 1 && $.b > x }", 20],
    ["{ $.a = %x!% }", 10],
    ["{ $.a..b = 1 }", 5],
    [" [a, b > c]", 9],
    ["[a, b", 5],
    ["%ab(%", 3],
  ])("%j says where it is wrong", (pattern, at) => {
    expect(refusal(pattern).at).toBe(at);
  });

  it("says what to do about a word that has to be quoted", () => {
    const why = "level:error holds other characters than letters, digits and _; put it in double quotes [LD1504]";
    expect(filterPatternProblem("ERROR level:error")?.message).toBe(why);
  });

  it("ends with the bracket that it starts with", () => {
    expect(filterPatternProblem("[a, b")?.message).toBe("the pattern starts with [ and does not end with ] [LD1501]");
    expect(filterPatternProblem("{ $.a = 1 } x")?.message).toBe(
      "the pattern starts with { and does not end with } [LD1501]",
    );
  });
});

describe("a pattern of which the documentation does not speak", () => {
  it.each([
    ["ERROR %4\\d\\d%", 6, "a regular expression beside other terms"],
    ["%a% %b%", 0, "a regular expression beside other terms"],
    ["ERROR %a", 6, "a % that no other one closes, outside of double quotes"],
    ['-%"x y"%', 0, "a regular expression beside other terms"],
    ["%a+?%", 3, "a quantifier behind a quantifier"],
    ["{ $.a = %\\bat% }", 9, "\\b in a regular expression"],
    ["%a\\ b%", 2, "\\  in a regular expression"],
    ["%[a[b]]%", 3, "[ within a class"],
    ["%[]a]%", 1, "] at the beginning of a class"],
  ])("%s, is not taken for one that the service refuses", (pattern, at, part) => {
    const why = `${part}: no documentation says what the service does with it`;
    expect(refusal(pattern)).toMatchObject({
      message: `${why} [LD1502]`,
      at,
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
