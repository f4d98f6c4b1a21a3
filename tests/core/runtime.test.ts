import { describe, expect, it } from "vitest";

const { Deno, Bun } = globalThis as { Deno?: object; Bun?: object };
const here = Deno ? "Deno" : Bun ? "Bun" : `Node ${process.versions.node.split(".")[0]}`;

describe("the runtime", () => {
  it.skipIf(process.env.RUNTIME === undefined)("is the one that the suite was started for", () => {
    expect(here).toBe(process.env.RUNTIME);
  });
});
