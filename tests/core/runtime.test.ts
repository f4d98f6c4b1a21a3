import { describe, expect, it } from "vitest";

const { Deno, Bun, navigator } = globalThis as { Deno?: object; Bun?: object; navigator?: { userAgent?: string } };

function runtime(): string {
  if (Deno) return "Deno";
  if (Bun) return "Bun";
  return navigator?.userAgent === "Cloudflare-Workers" ? "workerd" : `Node ${process.versions.node.split(".")[0]}`;
}

describe("the runtime", () => {
  it.skipIf(process.env.RUNTIME === undefined)("is the one that the suite was started for", () => {
    expect(runtime()).toBe(process.env.RUNTIME);
  });
});
