import { describe, expect, it } from "vitest";
import { matching } from "./matching.ts";

const access = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

/** Per rule: messages that just match, and messages that just do not. */
const rules: readonly [rule: string, pattern: string, those: string[], others: string[]][] = [
  ["no field is asked for", "[]", ["a", "a b c", "", access], []],
  ["a blank is no field", "[ ]", ["a b", ""], []],
  ["a field needs one", "[a]", ["x", "x y z"], ["", "  "]],
  ["two fields need two", "[a, b]", ["x y", "x y z"], ["x", "[x y]", '"x y"']],
  ["brackets and quotes hold one field", "[a, b=y]", ["[x z] y", '"x z" y'], ["x z y"]],
  ["they are not part of it", '[a="x z", b]', ["[x z] y", '"x z" y'], ["x z"]],
  ["an empty pair is a field", '[a="", b=y]', ['"" y', "[] y"], [" y"]],
  ["one that is not closed is part of a word", '[a="[x", b=y]', ["[x y"], ["[x] y"]],
  ["one within a word is part of it", '[a="x[1", b="2]"]', ["x[1 2]"], ["x[1] 2"]],
  ["what follows it is the next field", "[a=x, b=y]", ["[x]y", '"x""y"'], ["xy"]],
  ["tabs, line ends and many blanks divide", "[a=x, b=y]", ["x\ty", "x\r\ny", "  x   y  "], ["x,y"]],
  ["the last field has the rest", '[a, b="y z"]', ["x y z", "x y z ", 'x "y z"'], ["x y", 'x "y" z', "x y  z"]],
  ["the rest is as it was written", '[a, b="*\\"n\\":1}"]', ['x {"m": [2], "n":1}'], ['x {"n":1} y']],
  ["an ellipsis is any number of fields", "[a=x, ...]", ["x", "x y", "x y z"], ["y x"]],
  ["an ellipsis before", "[..., a=x]", ["x", "y x"], ["x y"]],
  ["an ellipsis between", "[a=x, ..., b=y]", ["x y", "x z z y"], ["x", "y x", "x y z"]],
  ["the last field behind an ellipsis is one", "[..., a=x, b]", ["x y", "z x y"], ["x y z", "x"]],
  ["two ellipses", "[..., a=x, ...]", ["x", "y x z"], ["y", ""]],
  ["two fields between ellipses are neighbours", "[..., a=x, b=y, ...]", ["x x y z", "x y"], ["x z y"]],
  ["the field behind it is not the one before", "[a, ..., b=x, ..., c]", ["x x x", "y x z"], ["x y z", "x x", "y z x"]],
  ["fields between ellipses do not overlap the last", "[..., a=x, ..., b=x]", ["x x", "x y x"], ["x", "y x"]],
  ["fields need no names", "[,,a=x]", ["1 2 x"], ["1 x", "x 2 3"]],
  ["an unnamed last field", "[a=x,]", ["x 1", "x 1 2"], ["x"]],
  ["names may be any words", "[a-b.c/d:e$, f]", ["x y"], ["x"]],
  ["= a text", "[a=ERROR, b]", ["ERROR x"], ["error x", "ERRORS x", "x ERROR"]],
  ["= a text that begins with !", "[a=!x, b]", ["!x y"], ["x y", "y x"]],
  ["!= a text", "[a!=ERROR, b]", ["INFO x"], ["ERROR x"]],
  ["= a prefix", "[a=4*, b]", ["404 x", "4 x"], ["504 x"]],
  ["= a suffix", "[a=*4, b]", ["404 x", "4 x"], ["405 x"]],
  ["= a part", "[a=*.html*, b]", ["/a.html?b x", ".html x"], ["/ahtml x"]],
  ["a * within a text is itself", "[a=x*z, b]", ["x*z y"], ["xyz y"]],
  ["* alone is any field", "[a=*, b]", ["x y"], ["x"]],
  ["quotes keep what would end a value", '[a="x, ]y", b]', ['"x, ]y" z'], ["x z"]],
  ["a text with characters of URLs", "[a=/a:b/c@d#?, b]", ["/a:b/c@d#? x"], ["/a x"]],
  [">", "[a>5, b]", ["6 x", "5.1 x", "1e1 x"], ["5 x", "x 6", "6x y"]],
  [">=", "[a>=5, b]", ["5 x", "+5.0 x"], ["4.9 x"]],
  ["<", "[a<5, b]", ["4 x", "-6 x"], ["5 x", "x 4"]],
  ["<=", "[a<=5, b]", ["5 x"], ["5.1 x"]],
  ["= a number", "[a=200, b]", ["200 x", "2e2 x"], ["201 x", "2000 x"]],
  ["!= a number", "[a!=200, b]", ["201 x", "x y"], ["200.0 x"]],
  ["= a number in quotes is a text", '[a="200", b]', ["200 x"], ["200.0 x"]],
  ["= a regular expression", "[a=%^4\\d,?4%, b]", ["404 x", "42,4 x"], ["504 x"]],
  ["!= a regular expression", "[a!=%[,\\]]%, b]", ["x y"], ["x, y", "x] y"]],
  ["&&", "[a=4* && a!=403, b]", ["404 x"], ["403 x", "504 x"]],
  ["||", "[a=404 || a=410, b]", ["404 x", "410 x"], ["411 x"]],
  ["&& before ||", "[a=1 || a=2 && a=3, b]", ["1 x"], ["2 x", "3 x"]],
  ["parentheses before &&", "[(a=1 || a=2) && a!=1, b]", ["2 x"], ["1 x", "3 x"]],
  ["several fields", "[a=1, b=2, c]", ["1 2 3"], ["1 3 3", "2 2 3"]],
];

describe("a space-delimited pattern", () => {
  it.each(rules)("%s: %s", (_, pattern, those, others) => {
    expect(matching(pattern, [...those, ...others])).toEqual(those);
  });
});
