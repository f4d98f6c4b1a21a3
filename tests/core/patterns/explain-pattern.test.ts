import { explainFilterPattern, FilterPatternError, matchesFilterPattern } from "@log-destinations/core/patterns";
import { describe, expect, it } from "vitest";

const event = JSON.stringify({ level: "INFO", n: 5, on: true, none: null, list: ["a", "b"], inner: {} });

describe("why a message does not match", () => {
  it.each([
    ["ERROR timeout", "ERROR", '"timeout" does not occur', 6],
    [' ERROR -"time out"', "ERROR time out", '"time out" occurs, and is excluded', 7],
    ["?ERROR ?WARN", "INFO", "none of the terms behind ? occurs", 0],
    [" %^E.r% ", "INFO", "%^E.r% matches no part of the message", 1],
    ['{ $.level = "ERROR" }', "INFO", "the message is no JSON object", 0],
    ['{ $.level = "ERR*" }', event, '$.level, a text, does not fit = "ERR*"', 2],
    ["{ $.level != %I% }", event, "$.level, a text, does not fit != %I%", 2],
    ["{ $.n > 5 }", event, "$.n, a number, does not fit > 5", 2],
    ["{ $.level > 5 }", event, "$.level, a text, does not fit > 5", 2],
    ["{ $.on = true }", event, '$.on, a boolean, does not fit = "true"; IS TRUE or IS FALSE asks for it', 2],
    ["{ $.none = x }", event, '$.none, null, does not fit = "x"; IS NULL asks for it', 2],
    ["{ $.list = a }", event, '$.list, a list, does not fit = "a"', 2],
    ["{ $.inner != *a* }", event, '$.inner, an object, does not fit != "*a*"', 2],
    ["{ $.on != * }", event, '$.on, a boolean, does not fit != "*"; IS TRUE or IS FALSE asks for it', 2],
    ["{ $.on IS FALSE }", event, "$.on, a boolean, does not fit IS FALSE", 2],
    ["{ $.on NOT EXISTS }", event, "$.on exists", 2],
    ["{ $.gone = 1 }", event, "$.gone does not exist", 2],
    ["{ $.list[*] = c }", event, 'no value of $.list[*] fits = "c"', 2],
    ["{ $.n = 5 && $.gone = 1 && $.m = 2 }", event, "$.gone does not exist", 13],
    ["{ $.gone = 1 || $.n < 5 }", event, "$.gone does not exist; $.n, a number, does not fit < 5", 2],
    ["[a, b, c]", "x [y z]", "the message has 2 of the 3 fields that the pattern needs", 0],
    ["[a, ..., b]", "x", "the message has 1 of the 2 fields that the pattern needs", 0],
    ["[a, b = 4* && b != 403, c]", "x 403 y", "field 2, b, does not fit != 403", 14],
    ["[a=x, ..., b>5]", "x y z 5", "field 4, b, does not fit > 5", 11],
    ["[a=x, ..., b>5]", "y 6", 'field 1, a, does not fit = "x"', 1],
    ["[a, ..., b=y, ..., c=q, ..., d]", "x y z z", "no fields of the message fit those between ellipses", 19],
    ["[a, ..., b=%q%, ..., c]", "x y z", "no fields of the message fit those between ellipses", 9],
  ])("%s", (pattern, message, reason, at) => {
    expect(explainFilterPattern(pattern, message)).toEqual({ matches: false, reason, at });
    expect(matchesFilterPattern(pattern, message)).toBe(false);
  });
});

describe("that a message matches", () => {
  it.each([
    ["", "x", {}],
    ["ERROR -WARN ?x", "ERROR", {}],
    ["?ERROR ?WARN", "WARN", {}],
    ["%^E.R%", "ERR", {}],
    ["{ $.gone = 1 || $.n = 5 }", event, {}],
    ["[a, b]", "x y z", { $a: "x", $b: "y z" }],
    ["[a, ..., b=y, ..., c]", "x 1 y 2 z", { $a: "x", $2: "1", $b: "y", $4: "2", $c: "z" }],
    ["[__proto__]", "x", { $__proto__: "x" }],
  ])("%s", (pattern, message, extractedValues) => {
    expect(explainFilterPattern(pattern, message)).toEqual({ matches: true, extractedValues });
    expect(matchesFilterPattern(pattern, message)).toBe(true);
  });
});

it("a text that is no filter pattern is refused with its place and the service's answer", () => {
  const answer = "Invalid character(s) in term ':'";
  for (const ask of [matchesFilterPattern, explainFilterPattern]) {
    expect(() => ask("ERROR level:error", "x")).toThrow(FilterPatternError);
    expect(() => ask("ERROR level:error", "x")).toThrow(expect.objectContaining({ at: 11, answer }));
  }
});
