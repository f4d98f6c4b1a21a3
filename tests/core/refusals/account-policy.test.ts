import { LogDestinationsClient, selectionCriteria, subscriptionPolicyDocument } from "@log-destinations/core";
import { beforeEach, describe, expect, it, vi } from "vitest";

const accountPolicy = {
  policyName: "all",
  policyDocument: "{}",
  policyType: "SUBSCRIPTION_FILTER_POLICY",
  lastUpdatedTime: 1,
};
const fetch = vi.fn(async () => Response.json({ accountPolicy }));
const client = new LogDestinationsClient({
  region: "eu-west-1",
  credentials: { accessKeyId: "222233334444", secretAccessKey: "none" },
  fetch,
});
const document = { DestinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:central", FilterPattern: "" };
const good = {
  policyName: "all",
  policyDocument: subscriptionPolicyDocument(document),
  policyType: "SUBSCRIPTION_FILTER_POLICY",
} as const;

beforeEach(() => {
  fetch.mockClear();
});

describe("an account policy", () => {
  it("that the service may take is sent", async () => {
    expect(await client.putAccountPolicy({ ...good, selectionCriteria: selectionCriteria(["/app"]) })).toEqual({
      accountPolicy,
    });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it.each<[string, object, string]>([
    [
      "with faults in its document and its criteria, with all of them",
      {
        policyDocument: subscriptionPolicyDocument({ ...document, FilterPattern: "{ $.a", RoleArn: "sender" }),
        selectionCriteria: "LogGroupName NOT IN ['a']",
      },
      'policyDocument: RoleArn is "sender"; expected the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME. ' +
        'policyDocument: FilterPattern is "{ $.a": the pattern starts with { and does not end with } [LD1501]. ' +
        'selectionCriteria is "LogGroupName NOT IN [\'a\']"; expected LogGroupName NOT IN ["NAME", "NAME"], with exact names in double quotes [LD1922]',
    ],
    [
      "that names a destination of another Region",
      {
        policyDocument: subscriptionPolicyDocument({
          ...document,
          DestinationArn: document.DestinationArn.replace("eu-west-1", "us-east-1"),
        }),
      },
      "policyDocument: DestinationArn is in us-east-1, and this client calls eu-west-1; expected a destination there [LD1922]",
    ],
    [
      "whose role is named as a member is, with the role as it was given",
      { policyDocument: subscriptionPolicyDocument({ ...document, RoleArn: "roleArn" }) },
      'policyDocument: RoleArn is "roleArn"; expected the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME [LD1922]',
    ],
    [
      "whose document has the names of a filter",
      { policyDocument: JSON.stringify({ destinationArn: document.DestinationArn, filterPattern: "" }) },
      "policyDocument: DestinationArn is missing, and destinationArn is not it: the service's names begin with a capital [LD1922]",
    ],
    [
      "that asks for a dry run",
      { dryRun: true },
      "dryRun is true, and the service has a dry run of RETENTION_POLICY alone; leave it out [LD1922]",
    ],
    [
      "of another type",
      { policyType: "RETENTION_POLICY" },
      'policyType is "RETENTION_POLICY"; expected SUBSCRIPTION_FILTER_POLICY, the type of subscriptions; call() sends policies of other types [LD1302]',
    ],
    [
      "with a name of AWS",
      { policyName: "aws/all" },
      'policyName is "aws/all"; expected a string, not empty, not beginning with aws/ [LD1302]',
    ],
  ])("is not sent %s", async (_, wrong, message) => {
    await expect(client.putAccountPolicy({ ...good, ...wrong })).rejects.toMatchObject({
      code: "InvalidParameterException",
      operation: "PutAccountPolicy",
      attempts: 0,
      message,
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("is deleted without a dry run alone", async () => {
    const { policyName, policyType } = good;
    await expect(client.deleteAccountPolicy({ policyName, policyType, dryRun: true })).rejects.toThrow(/LD1922/);
    expect(fetch).not.toHaveBeenCalled();
    await client.deleteAccountPolicy({ policyName, policyType, dryRun: false });
    expect(fetch).toHaveBeenCalledOnce();
  });
});

it("a listing of account policies takes no page size, since the service has no limit", () => {
  const policyType = "SUBSCRIPTION_FILTER_POLICY";
  expect(() => client.accountPolicies({ policyType }, { pageSize: 5 } as object)).toThrow(/pageSize is given.*LD1106/);
});
