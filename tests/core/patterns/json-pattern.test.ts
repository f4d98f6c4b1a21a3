import { describe, expect, it } from "vitest";
import { matching } from "./matching.ts";

const trail = JSON.stringify({
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
  "two words (so=many)": 1,
  ok: true,
  latency: 50,
  starred: "Update*il",
  text: "50",
  nested: { deep: { number: [1000] } },
});

describe("selectors over JSON, by the examples of the documentation", () => {
  it.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ["{ $.eventType = UpdateTrail }", true],
    ['{$.eventType="Update*"}', true],
    ['{ $.eventType = "*date*" }', true],
    ['{ $.eventType = "*date*il" }', false],
    ['{ $.starred = "*date*il" }', true],
    ['{ $.eventType = "Trail" }', false],
    ['{ $.eventType != "UpdateTrail" }', false],
    ["{ $.sourceIPAddress != 123.123.* }", true],
    ["{ $.sourceIPAddress = 111.111.* }", true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[1] = "value" }', false],
    ['{ $.arrayKey[*] = "another value" }', true],
    ['{ $.arrayKey = "value" }', false],
    ["{ $.objectList[1].id = 2 }", true],
    ["{ $.objectList[*].id = 3 }", false],
    ['{ $.* = "c" }', true],
    ["{ $.['cluster.name'] = \"c\" }", true],
    ["{ $.['two words (so=many)'] = 1 }", true],
    ["{ $.objectList[0].['a b'] NOT EXISTS }", true],
    ["{ $.SomeObject IS NULL }", true],
    ["{ $.eventType IS NULL }", false],
    ["{ $.ok IS TRUE }", true],
    ["{ $.ok IS FALSE }", false],
    ["{ $.SomeOtherObject NOT EXISTS }", true],
    ["{ $.SomeObject NOT EXISTS }", false],
    ["{ $.toString NOT EXISTS }", true],
    ["{ $.arrayKey.length NOT EXISTS }", true],
    ["{ $.arrayKey.0 NOT EXISTS }", true],
    ["{ $.arrayKey[1] NOT EXISTS }", false],
    ["{ $.arrayKey[2] NOT EXISTS }", true],
    ["{ $.latency > 49.5 }", true],
    ["{ $.latency >= 50 && $.latency <= 50 }", true],
    ["{ $.latency < 50 }", false],
    ["{ $.latency = 5e1 }", true],
    ["{ $.latency != 50 }", false],
    ["{ $.latency = 5* }", true],
    ["{ $.latency = * }", true],
    ["{ $.SomeObject = * }", false],
    ["{ $.text > 49 }", false],
    ["{ $.nested.deep.number[0] = 1e+3 }", true],
    ["{ $.missing != 1 }", false],
    ["{ ($.latency = 1 || $.ok IS TRUE) && $.eventType = Update* }", true],
    ["{ $.ok IS TRUE || $.latency = 1 && $.latency = 2 }", true],
    ["{ ($.ok IS TRUE || $.latency = 1) && $.latency = 2 }", false],
  ])("%s", (pattern, matches) => {
    expect(matching(pattern, [trail, "no JSON", "[1]", '"text"'])).toEqual(matches ? [trail] : []);
  });

  it("takes no time to speak of for a thousand stars", () => {
    const stars = `{ $.a = "${"*a".repeat(480)}*b" }`;
    expect(matching(stars, [JSON.stringify({ a: "a".repeat(100_000) })])).toEqual([]);
  });
});
