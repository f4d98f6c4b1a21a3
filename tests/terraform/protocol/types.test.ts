import { describe, expect, test } from "vitest";
import {
  conform,
  hasUnknown,
  sameValue,
  type Type,
  unknown,
  unknownsToNull,
  type Value,
} from "../../../terraform/src/protocol/types.ts";

const string: Type = { kind: "string" };
const number: Type = { kind: "number" };
const object: Type = { kind: "object", members: { name: string, count: number, tags: { kind: "map", of: string } } };

describe("conform", () => {
  test("adds absent members, drops others, and reads numbers that came as text", () => {
    expect(conform({ name: unknown, count: "9007199254740991", other: 1 }, object)).toEqual({
      name: unknown,
      count: 9007199254740991,
      tags: null,
    });
  });

  test.each([
    [{ name: ["secret"] }, "expected a string, got a list"],
    [{ count: "secret" }, "expected a number, got a string"],
    [{ tags: "secret" }, "expected a map, got a string"],
  ])("refuses %j by its type, without its content", (value, message) => {
    expect(() => conform(value, object)).toThrow(message);
    expect(() => conform(value, object)).not.toThrow("secret");
  });
});

test("values are the same in any order of a set and of a map, and in one order of a list", () => {
  expect(sameValue(["a", "b"], ["b", "a"], { kind: "set", of: string })).toBe(true);
  expect(sameValue({ a: "1", b: "2" }, { b: "2", a: "1" }, { kind: "map", of: string })).toBe(true);
  expect(sameValue(["a", "b"], ["b", "a"], { kind: "list", of: string })).toBe(false);
  expect(sameValue(unknown, null, string)).toBe(false);
});

test("unknown values are found and replaced at any depth", () => {
  const value: Value = { list: [{ name: unknown }], name: "known" };
  expect(hasUnknown(value)).toBe(true);
  expect(unknownsToNull(value)).toEqual({ list: [{ name: null }], name: "known" });
  expect(hasUnknown(unknownsToNull(value))).toBe(false);
});
