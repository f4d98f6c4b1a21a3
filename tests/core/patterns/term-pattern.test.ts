import { describe, expect, it } from "vitest";
import { matching } from "./matching.ts";

const lines = [
  "[ERROR 400] BAD REQUEST",
  "[ERROR 419] MISSING ARGUMENTS",
  "[ERROR 500] INTERNAL SERVER ERROR",
  "[INFO] REQUEST FAILED",
];

describe("terms, by the examples of the documentation", () => {
  it.each([
    ["", [0, 1, 2, 3]],
    ["ERROR", [0, 1, 2]],
    ["error", []],
    ["ERROR ARGUMENTS", [1]],
    ["?ERROR ?FAILED", [0, 1, 2, 3]],
    ["?ARGUMENTS ?FAILED", [1, 3]],
    ["?ERROR ?ARGUMENTS REQUEST", [0, 3]],
    ['"INTERNAL SERVER ERROR"', [2]],
    ['"[ERROR 4"', [0, 1]],
    ["ERROR -ARGUMENTS", [0, 2]],
    ['-"INTERNAL SERVER" -FAILED', [0, 1]],
  ])("%s", (pattern, indexes) => {
    expect(matching(pattern, lines)).toEqual(indexes.map((index) => lines[index]));
  });

  it("the spaces of a phrase count, and one of a single space matches everything", () => {
    expect(matching('"id 1 "', ["id 1 x", "id 12", "id 1"])).toEqual(["id 1 x"]);
    expect(matching('" "', ["a b", "ab"])).toEqual(["a b", "ab"]);
  });

  it("a quote within a phrase is escaped", () => {
    expect(matching('"say \\"hi\\""', ['say "hi"', "say hi"])).toEqual(['say "hi"']);
  });
});
