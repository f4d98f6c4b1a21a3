import { compareNames } from "@log-destinations/core/service";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("compareNames", () => {
  it("orders as the bytes of UTF-8 do", () => {
    const encoder = new TextEncoder();
    const byBytes = (a: string, b: string) => {
      const [x, y] = [encoder.encode(a), encoder.encode(b)];
      const at = x.findIndex((byte, index) => byte !== y[index]);
      return at === -1 ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? -1);
    };
    const text = fc.string({ unit: fc.constantFrom("a", "Z", "é", "\uffee", "😀", "ힿ") });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(byBytes(a, b)));
      }),
    );
    expect(["b", "B", "😀", "ｂ", "a"].sort(compareNames)).toEqual(["B", "a", "b", "ｂ", "😀"]);
  });
});
