import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareOfRuns } from "../share-of-runs.ts";
import { matching } from "./matching.ts";

/** Per rule: texts that just match, and texts that just do not. */
const rules: readonly [regex: string, matching: string[], others: string[]][] = [
  ["AUTHORIZED", ["UNAUTHORIZED"], ["AUTHORISED", "authorized"]],
  ["^[hc]at", ["hat", "cathedral"], ["that", "\nhat"]],
  ["[hc]at$", ["that", "cat"], ["cats", "cat\n"]],
  ["^ab$", ["ab"], ["abb", "aab", ""]],
  ["a^b", [], ["ab", "a^b"]],
  ["a$b", [], ["ab", "a$b"]],
  ["^", ["", "x"], []],
  ["colou?r", ["color", "colour"], ["colouur"]],
  ["[abc]", ["xbx"], ["xyz", "B"]],
  ["[abcx-z]", ["y"], ["d", "w", "-"]],
  ["[^c]", ["d", "é", "cd"], ["c", "ccc", ""]],
  ["^[a-c-]$", ["-", "b"], ["d"]],
  ["^[ab-]$", ["-", "b"], ["c"]],
  ["^[.*+?$|{}]$", [".", "|", "}", "$"], ["a", "^"]],
  ["^[a^]$", ["^", "a"], ["b"]],
  ["^[\\d_]$", ["7", "_"], ["a"]],
  ["^[^\\D5]$", ["7"], ["5", "a"]],
  ["^[\\x41-\\x43]$", ["B"], ["D", "x"]],
  ["^[\\]\\-]$", ["]", "-"], ["\\"]],
  ["^a{3,5}$", ["aaa", "aaaa", "aaaaa"], ["aa", "aaaaaa", "aaba"]],
  ["^a{3, 5}$", ["aaaaa"], ["aa", "aaaaaa"]],
  ["^a{2}$", ["aa"], ["a", "aaa"]],
  ["^a{2,}$", ["aa", "aaaaaaa"], ["a"]],
  ["^a{,2}b$", ["b", "aab"], ["aaab"]],
  ["^a{0}b$", ["b"], ["ab"]],
  ["^a{1,3}a{2}$", ["aaa", "aaaaa"], ["aa", "aaaaaa"]],
  ["x[ab]{2,3}b$", ["xabb", "xaab", "xaabb"], ["xab", "xaaabb"]],
  ["gra|ey", ["gray", "grey"], ["gry"]],
  ["^starting|^initializing|^shutting down", ["shutting down now", "starting"], ["skipping initializing"]],
  ["abcc|ab[^c]$", ["abcc ...", "aba"], ["aac ...", "abc"]],
  ["a|", ["", "b"], []],
  ["\\[.\\]", ["[a]", "[]]", "[ ]"], ["[]", "a"]],
  ["10\\.10\\.0\\.1", ["10.10.0.1"], ["10010,051"]],
  ["10.10.0.1", ["10010,051"], ["10.10.0"]],
  ["ab*c", ["ac", "abbbc"], ["adc"]],
  ["^ab[0-9]*$", ["ab", "ab129"], ["ab1a"]],
  ["ab+c", ["abc", "abbc"], ["ac"]],
  [".at", ["#at", " at", "4at", "\nat", "😀at"], ["at"]],
  ["^.$", ["😀", "é", "a"], ["ab", ""]],
  ["^.{2}$", ["😀é"], ["😀", "😀éa"]],
  ["\\d", ["a1"], ["a", "٣"]],
  ["\\D", ["1a", "٣"], ["12"]],
  ["\\s", ["a b", "\t", "\n"], ["ab", "\u00a0"]],
  ["^\\S+$", ["ab"], ["a b"]],
  ["^\\w$", ["_", "Z", "0"], ["-", "é"]],
  ["\\W", ["-"], ["a_0"]],
  ["\\x3A", [":"], [";"]],
  ["\\x28\\x7e", ["(~"], ["x28"]],
  ["a#=@/;,:-_", ["a#=@/;,:-_"], ["a"]],
  ["a]b}", ["a]b}"], ["ab"]],
  ["\\{\\}\\|\\*\\+\\?\\.\\^\\$\\\\", ["{}|*+?.^$\\"], ["{}"]],
  ["\\/\\-", ["/-"], ["\\/"]],
];

describe("a regular expression", () => {
  it.each(rules)("%s", (regex, those, others) => {
    expect(matching(`%${regex}%`, [...those, ...others])).toEqual(those);
  });

  it("may have a blank around it", () => {
    expect(matching("  %a b% ", ["a b", "ab"])).toEqual(["a b"]);
  });
});

/** Texts of few letters, so that much matches. */
const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", " ", "\n", "é", "😀"), maxLength: 12 });
const character = fc.constantFrom(
  "a",
  "b",
  "c",
  "1",
  " ",
  ".",
  "\\d",
  "\\W",
  "\\s",
  "[ab]",
  "[^a]",
  "[a-c1]",
  "[^\\w]",
);
const times = fc.constantFrom("", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "{0,2}", "{0}");
const part = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(character, times).map((both) => both.join("")) },
  { weight: 1, arbitrary: fc.constantFrom("^", "$") },
);
const alternative = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
const regex = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((all) => all.join("|"));

it("a regular expression matches as JavaScript's does", () => {
  fc.assert(
    fc.property(regex, fc.array(text, { maxLength: 8 }), (source, texts) => {
      fc.pre(source !== "");
      const ours = matching(`%${source}%`, texts);
      // Where they differ: the service's . has every character, and \s is of ASCII.
      expect(ours).toEqual(texts.filter((one) => new RegExp(source, "su").test(one)));
    }),
    { numRuns: 3_000 * shareOfRuns, seed: 1 },
  );
});
