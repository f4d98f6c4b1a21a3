import { LogDestinationsClient } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { credentials, errorOf } from "../client/serving.ts";

describe("before anything is sent", () => {
  const unreachable = new LogDestinationsClient({
    region: "eu-west-1",
    credentials,
    fetch: () => Promise.reject(new Error("sent")),
    maxAttempts: 1,
  });

  it.each([
    [
      "an unknown member",
      { destinationNamePrefix: "x" },
      /no member destinationNamePrefix.*Write DestinationNamePrefix/,
    ],
    ["an unknown member unlike any", { color: "x" }, /no member color.*DestinationNamePrefix, nextToken, limit/],
    ["a limit of 0", { limit: 0 }, /limit is 0; expected a whole number from 1 to 50/],
    ["a name with a colon", { DestinationNamePrefix: "a:b" }, /without : and \*/],
  ])("%s is refused", async (_, request, message) => {
    const error = await errorOf(unreachable.describeDestinations(request as object));
    expect(error).toMatchObject({
      code: "InvalidParameterException",
      attempts: 0,
      retryable: false,
    });
    expect(error.status).toBeUndefined();
    expect(error.message).toMatch(message);
    expect(error.violations).toHaveLength(1);
  });
});
