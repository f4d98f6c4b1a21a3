import { LogDestinationsClient, type RequestOf } from "@log-destinations/core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { credentials, errorOf } from "../client/serving.ts";

const fetch = vi.fn(async () => new Response("{}"));
const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch });

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/writer`;
const stream = `arn:aws:kinesis:us-east-1:${account}:stream/central`;
const firehose = `arn:aws:firehose:eu-west-1:${account}:deliverystream/central`;
const destination = `arn:aws:logs:eu-west-1:${account}:destination:central`;
const lambda = `arn:aws:lambda:eu-west-1:${account}:function:reader`;

const put = { destinationName: "central", targetArn: stream, roleArn: role };
const filter = { logGroupName: "app", filterName: "to-central", filterPattern: "", destinationArn: destination };

beforeEach(() => {
  fetch.mockClear();
});

describe("an ARN that the service refuses for what it is the ARN of is not sent", () => {
  it.each([
    ["a Lambda function as target", { ...put, targetArn: lambda }, "targetArn", /a Kinesis data stream or a Firehose/],
    ["a destination as target", { ...put, targetArn: destination }, "targetArn", /a Kinesis data stream or a Firehose/],
    ["a user in the place of a role", { ...put, roleArn: role.replace("role/", "user/") }, "roleArn", /ARN of a role/],
  ])("%s", async (_, request, member, message) => {
    const error = await errorOf(client.putDestination(request));
    expect(error).toMatchObject({ code: "InvalidParameterException", attempts: 0, violations: [{ member }] });
    expect(error.message).toMatch(message);
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    [
      "a topic",
      { destinationArn: `arn:aws:sns:eu-west-1:${account}:central` },
      "destinationArn",
      /a destination, a Kin/,
    ],
    ["a stream without a role", { destinationArn: firehose }, "roleArn", /roleArn is missing, and destinationArn is a/],
    [
      "a destination of another Region",
      { destinationArn: destination.replace("eu-west-1", "us-east-1") },
      "destinationArn",
      /is in us-east-1, and this client calls eu-west-1/,
    ],
  ])("a filter that points at %s", async (_, members, member, message) => {
    const error = await errorOf(client.putSubscriptionFilter({ ...filter, ...members }));
    expect(error).toMatchObject({ code: "InvalidParameterException", attempts: 0, violations: [{ member }] });
    expect(error.message).toMatch(message);
    expect(fetch).not.toHaveBeenCalled();
  });

  it("what has no tags", async () => {
    const error = await errorOf(client.listTagsForResource({ resourceArn: stream }));
    expect(error.message).toMatch(
      /resourceArn is "arn:aws:kinesis:.*expected the ARN of a resource of CloudWatch Logs/,
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  it("several at once, each of them named", async () => {
    const error = await errorOf(client.putDestination({ ...put, targetArn: lambda, roleArn: "writer" }));
    expect(error.violations.map(({ member }) => member)).toEqual(["targetArn", "roleArn"]);
  });
});

describe("an ARN that it takes is sent", () => {
  it.each<Partial<RequestOf<"PutSubscriptionFilter">>>([
    { destinationArn: destination },
    { destinationArn: destination.replace(account, "999900001111"), roleArn: role },
    { destinationArn: firehose, roleArn: role },
    { destinationArn: stream, roleArn: role.replace("writer", "a/path/writer") },
    { destinationArn: lambda },
  ])("in a filter: %o", async (members) => {
    expect(await client.putSubscriptionFilter({ ...filter, ...members })).toEqual({});
    expect(fetch).toHaveBeenCalledOnce();
  });
});
