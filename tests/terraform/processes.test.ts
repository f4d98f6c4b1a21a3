import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { isAlive, mayHaveChildren } from "../../terraform/src/processes.ts";

test("a process has children while they run, and is alive until it ends", async () => {
  const shell = spawn("bash", ["-c", "read; sleep 60 & read; kill $!; wait $!; read"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  const pid = shell.pid as number;
  try {
    expect([isAlive(pid), mayHaveChildren(pid)]).toEqual([true, false]);
    shell.stdin.write("\n");
    await vi.waitFor(() => expect(mayHaveChildren(pid)).toBe(true));
    shell.stdin.write("\n");
    await vi.waitFor(() => expect(mayHaveChildren(pid)).toBe(false));
  } finally {
    shell.stdin.end();
  }
  await once(shell, "close");
  expect(isAlive(pid)).toBe(false);
});
