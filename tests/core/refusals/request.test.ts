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

  class Prefix {
    get DestinationNamePrefix() {
      return "team-";
    }
  }
  class Written {
    DestinationNamePrefix = "team-";
    toJSON() {
      return {};
    }
  }
  const hidden = Object.defineProperty({}, "DestinationNamePrefix", { value: "team-", enumerable: false });

  it.each<[string, unknown, RegExp]>([
    ["a Map", new Map([["DestinationNamePrefix", "team-"]]), /^the request of DescribeDestinations is of type Map;/],
    ["a Set", new Set(["team-"]), /is of type Set;/],
    ["a list", [], /is of type Array; expected an object \[LD1301\]$/],
    ["a text", "team-", /is of type String;/],
    ["null", null, /is of type Null;/],
    ["a promise", Promise.resolve({}), /is of type Promise;/],
    [
      "a member of a getter",
      new Prefix(),
      /^DestinationNamePrefix is inherited or hidden, and JSON would leave it out/,
    ],
    ["an inherited member", Object.create({ limit: 5 }), /^limit is inherited/],
    ["a hidden member", hidden, /^DestinationNamePrefix is inherited or hidden/],
    ["an object that writes itself otherwise", new Written(), /^toJSON is inherited/],
  ])("%s, which JSON does not see, is refused", async (_, request, message) => {
    const error = await errorOf(unreachable.describeDestinations(request as object));
    expect(error).toMatchObject({ code: "InvalidParameterException", operation: "DescribeDestinations", attempts: 0 });
    expect(error.message).toMatch(message);
  });

  it("tags that are a Map are refused", async () => {
    const tags = new Map([["team", "platform"]]) as unknown as Record<string, string>;
    const resourceArn = "arn:aws:logs:eu-west-1:111122223333:destination:central";
    expect((await errorOf(unreachable.tagResource({ resourceArn, tags }))).message).toMatch(/^tags is /);
  });

  it("members of an object of a class are taken, and those of one without a prototype", async () => {
    class Request {
      DestinationNamePrefix = "team-";
    }
    for (const request of [new Request(), Object.assign(Object.create(null), { limit: 5 })]) {
      expect(await errorOf(unreachable.describeDestinations(request))).toMatchObject({ code: "NetworkError" });
    }
  });

  it.each([undefined, null, new Map(), "{}"])("call() refuses %o too", async (request) => {
    const error = await errorOf(unreachable.call("CreateLogGroup", request as unknown as object));
    expect(error).toMatchObject({ code: "InvalidParameterException", operation: "CreateLogGroup", attempts: 0 });
    expect(error.message).toMatch(/^the request of CreateLogGroup is of type \w+; expected an object \[LD1301\]$/);
  });
});
