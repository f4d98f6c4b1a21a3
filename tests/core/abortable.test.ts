import { expect, it, vi } from "vitest";
import { pause } from "../../core/src/abortable.ts";

it("a wait that is over already is a timer of 0 ms, of which no runtime warns", async () => {
  const timer = vi.spyOn(globalThis, "setTimeout");
  await pause(-0.02);
  expect(timer.mock.calls).toEqual([[expect.any(Function), 0]]);
});

it("a wait of more than 24 days is no timer of 1 ms", async () => {
  const timer = vi.spyOn(globalThis, "setTimeout");
  const enough = new AbortController();
  const waiting = pause(2 ** 40, enough.signal);
  enough.abort("enough");
  await expect(waiting).rejects.toBe("enough");
  expect(timer.mock.calls).toEqual([[expect.any(Function), 2_147_483_647]]);
});
