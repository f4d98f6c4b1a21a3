import { LogDestinationsClient } from "@log-destinations/core";
import { beforeEach, expect, it, vi } from "vitest";

const fetch = vi.fn(async () => new Response("{}"));
const client = new LogDestinationsClient({
  region: "eu-west-1",
  credentials: { accessKeyId: "111122223333", secretAccessKey: "none" },
  fetch,
});
const filter = {
  logGroupName: "/app",
  filterName: "to-central",
  destinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:central",
};

beforeEach(() => {
  fetch.mockClear();
});

it("a filter pattern that the service is known to refuse is not sent", async () => {
  await expect(client.putSubscriptionFilter({ ...filter, filterPattern: "error: " })).rejects.toMatchObject({
    code: "InvalidParameterException",
    operation: "PutSubscriptionFilter",
    attempts: 0,
    message:
      'the service refuses the filterPattern "error: ", "Invalid character(s) in term \':\'": error: holds other characters than letters, digits and _; put it in double quotes [LD1504]',
  });
  expect(fetch).not.toHaveBeenCalled();
});

it.each(["[ip, ..., bytes]", "%4\\d\\d%", "-", ""])(
  "a filter pattern that it may take is sent: %j",
  async (filterPattern) => {
    expect(await client.putSubscriptionFilter({ ...filter, filterPattern })).toEqual({});
    expect(fetch).toHaveBeenCalledOnce();
  },
);
