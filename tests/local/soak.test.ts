import { expect, test } from "vitest";
import { sendBadRequests } from "../soak/bad-requests.ts";
import { killRounds } from "../soak/kill.ts";

test("generated bad requests crash, hang and change nothing, and none answers 5xx", { timeout: 120_000 }, async () => {
  const { requests, answers } = await sendBadRequests(4000, 1);
  expect(requests).toBe(4000);
  expect(answers[400]).toBeGreaterThan(3000);
});

test("every acknowledged write survives kill -9, and no state file is refused", { timeout: 120_000 }, async () => {
  const { rounds, acknowledged, underWay } = await killRounds(8, 1);
  expect(rounds).toBe(8);
  expect(acknowledged).toBeGreaterThanOrEqual(8);
  expect(underWay).toBeGreaterThan(0);
});
