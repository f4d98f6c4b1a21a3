import { describe, expect, it, vi } from "vitest";
import { fromProcess } from "../../../../core/src/node/credentials/process.ts";

/** Prints on and on, until nobody reads it any more. */
const printing = (milliseconds: number, text: string) =>
  `"${process.execPath}" ${"Deno" in globalThis ? "eval" : "-e"} "process.stdout.on('error',()=>process.exit());setInterval(()=>process.stdout.write(${text}),${milliseconds})"`;

describe("a credential_process", () => {
  it("that prints without end is given up", async () => {
    await expect(fromProcess("endless", printing(1, "'x'.repeat(1e5)"))).rejects.toThrow(
      "the credential_process of profile endless printed more than 1048576 characters",
    );
  });

  it("that does not end is given up, whatever its shell has started", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const asking = fromProcess("slow", `${printing(20, "'x'")} && echo`);
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    await expect(asking).rejects.toThrow("the credential_process of profile slow did not end in 60000 ms");
  });
});
