import { destinationArn, parseArn, parseDestinationArn } from "@log-destinations/core";
import { describe, expect, it } from "vitest";

describe("parseArn", () => {
  it("takes an ARN apart, with the colons of its resource", () => {
    expect(parseArn("arn:aws-cn:logs:cn-north-1:111122223333:log-group:/app:*")).toEqual({
      partition: "aws-cn",
      service: "logs",
      region: "cn-north-1",
      account: "111122223333",
      resource: "log-group:/app:*",
    });
    expect(parseArn("arn:aws:iam::111122223333:role/central")).toMatchObject({ region: "", resource: "role/central" });
  });

  it.each(["", "central", "arn:aws:logs", "arn:aws:logs:eu-west-1:111122223333:", "ARN:aws:s3:::bucket"])(
    "is undefined for %j",
    (text) => {
      expect(parseArn(text)).toBeUndefined();
    },
  );
});

describe("a destination's ARN", () => {
  const address = { region: "eu-west-1", account: "111122223333", destinationName: "team/é 1" };

  it("goes to an address and back", () => {
    const arn = destinationArn(address);
    expect(arn).toBe("arn:aws:logs:eu-west-1:111122223333:destination:team/é 1");
    expect(parseDestinationArn(arn)).toEqual({ partition: "aws", ...address });
  });

  it("has the partition of its Region, or the one given", () => {
    expect(destinationArn({ ...address, region: "us-gov-west-1" })).toMatch(/^arn:aws-us-gov:logs:us-gov-west-1:/);
    expect(destinationArn({ ...address, partition: "aws-cn" })).toMatch(/^arn:aws-cn:logs:eu-west-1:/);
  });

  it.each([
    ["another service", "arn:aws:kinesis:eu-west-1:111122223333:destination:central"],
    ["another resource", "arn:aws:logs:eu-west-1:111122223333:log-group:central"],
    ["no Region", "arn:aws:logs::111122223333:destination:central"],
    ["an account of eleven digits", "arn:aws:logs:eu-west-1:11112222333:destination:central"],
    ["no name", "arn:aws:logs:eu-west-1:111122223333:destination:"],
    ["a pattern", "arn:aws:logs:eu-west-1:111122223333:destination:*"],
    ["a name of 513 characters", destinationArn({ ...address, destinationName: "x".repeat(513) })],
  ])("is none with %s", (_, text) => {
    expect(parseDestinationArn(text)).toBeUndefined();
  });
});
