import { LogsError } from "@log-destinations/core";
import { expect, test } from "vitest";
import type { ResourceContext } from "../../../terraform/src/context.ts";
import { retryUntilRoleIsSpread } from "../../../terraform/src/resource-type/retry.ts";

const undelivered = new LogsError(
  "InvalidParameterException",
  "Could not deliver test message to specified destination.",
);
const busy = new LogsError("OperationAbortedException", "A conflicting operation is currently in progress.");
const refused = new LogsError("InvalidParameterException", "Invalid filter pattern");

interface Given {
  propagation?: number;
  timeout?: number;
  stop?: AbortController;
}

/** Work that fails with the errors, one after the other, and then succeeds. */
async function attempt(
  errors: Error[],
  { propagation = 1, timeout = 60_000, stop = new AbortController() }: Given = {},
) {
  const context = { propagation, signal: stop.signal } as ResourceContext;
  let tries = 0;
  const result = await retryUntilRoleIsSpread(context, timeout, async () => {
    const error = errors[tries++];
    if (error) throw error;
    return "done";
  }).catch((error) => error);
  return { result, tries };
}

test.each([
  ["a role that IAM has not spread", undelivered],
  ["another writer", busy],
])("%s is waited for", async (_, error) => {
  expect(await attempt([error])).toEqual({ result: "done", tries: 2 });
});

test("any other refusal is final", async () => {
  expect(await attempt([refused])).toEqual({ result: refused, tries: 1 });
});

test("where changes of roles are seen at once, the first refusal is final", async () => {
  expect(await attempt([undelivered], { propagation: 0 })).toEqual({ result: undelivered, tries: 1 });
});

test("a try that would come after the timeout is not made", async () => {
  expect(await attempt([undelivered], { timeout: 100 })).toEqual({ result: undelivered, tries: 1 });
});

test("a stop ends the wait with its reason", async () => {
  const stop = new AbortController();
  const reason = new Error("stopped");
  stop.abort(reason);
  expect(await attempt([undelivered], { stop })).toEqual({ result: reason, tries: 1 });
});
