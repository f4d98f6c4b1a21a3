import { LocalLogs } from "@log-destinations/local";
import { expect, test } from "vitest";
import { good, sendBadRequests } from "../soak/bad-requests.ts";
import { send } from "./wire.ts";

test("bad requests are made of good ones to every operation", async () => {
  const operations = Object.keys(good).map((target) => target.split(".")[1]);
  expect(operations).toEqual(expect.arrayContaining(["PutDestination", "PutLogEvents", "ListStreams", "PutRecords"]));
  for (const [address, request] of Object.entries(good)) {
    const [target = "", operation = ""] = address.split(".");
    const [service = ""] = target.toLowerCase().split("_");
    const { text } = await send(new LocalLogs(), operation, request, { target, service });
    expect(text, address).not.toMatch(/validation error|SerializationException|not modelled|UnknownOperation/);
  }
});

test("generated bad requests crash, hang and change nothing, and none answers 5xx", { timeout: 120_000 }, async () => {
  const { requests, answers } = await sendBadRequests(4000, 1);
  expect(requests).toBe(4000);
  expect(answers[400]).toBeGreaterThan(3000);
});
