import {
  accessPolicy,
  accountsThatFit,
  checkAccessPolicy,
  maxAccessPolicyBytes,
  mayPutSubscriptionFilter,
  policyBytes,
} from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { destinationArn, organization, owner, sender } from "./documents.ts";

describe("accessPolicy", () => {
  it("names accounts bare and organizations by a condition, in statements of their own", () => {
    const path = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*";
    const text = accessPolicy({
      destinationArn,
      accounts: [sender, "333344445555", sender],
      organizations: [organization],
      organizationPaths: [path],
    });
    const action = { Effect: "Allow", Action: "logs:PutSubscriptionFilter", Resource: destinationArn };
    expect(JSON.parse(text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Accounts", Principal: { AWS: [sender, "333344445555"] }, ...action },
        {
          Sid: "Organizations",
          Principal: "*",
          ...action,
          Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
        },
        {
          Sid: "OrganizationPaths",
          Principal: "*",
          ...action,
          Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": path } },
        },
      ],
    });
    expect(checkAccessPolicy(text, { destinationArn })).toEqual([]);
  });

  it("lets senders attach account-level policies where asked", () => {
    const policy = accessPolicy({ destinationArn, accounts: [sender], accountLevel: true });
    const request = { policy, destinationArn, owner, subscriber: { account: sender } };
    expect(mayPutSubscriptionFilter({ ...request, action: "logs:PutAccountPolicy" })).toMatchObject({ allowed: true });
    const without = accessPolicy({ destinationArn, accounts: [sender] });
    expect(mayPutSubscriptionFilter({ ...request, policy: without, action: "logs:PutAccountPolicy" })).toMatchObject({
      allowed: false,
    });
  });

  it.each([
    ["a short account id", { accounts: ["12345"] }, /accounts holds "12345"; expected an account id of 12 digits/],
    ["an account's ARN", { accounts: ["arn:aws:iam::222233334444:root"] }, /expected an account id/],
    ["a wrong organization", { organizations: ["a1b2c3d4e5"] }, /expected an id such as o-/],
    [
      "a path without an end",
      { organizationPaths: ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111"] },
      /expected a path such as/,
    ],
    ["nobody", {}, /names nobody/],
    ["an account that is a number", { accounts: [222233334444 as never] }, /accounts holds 222233334444; expected/],
    ["a member of another spelling", { organisations: [organization] }, /unknown member of the grant organisations/],
  ])("refuses %s", (_, grant, message) => {
    expect(() => accessPolicy({ destinationArn, ...grant })).toThrow(message);
  });

  it("speaks of organizations where too many of those are named", () => {
    const organizations = Array.from({ length: 400 }, (_, i) => `o-${String(i).padStart(10, "0")}`);
    expect(() => accessPolicy({ destinationArn, organizations })).toThrow(/5120, and no account is named/);
  });

  it("refuses an ARN that is no destination's", () => {
    const stream = "arn:aws:kinesis:eu-west-1:111122223333:stream/central";
    expect(() => accessPolicy({ destinationArn: stream, accounts: [sender] })).toThrow(
      /destinationArn is "arn:aws:kin/,
    );
  });

  it("takes exactly as many accounts as it says", () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => String(i).padStart(12, "0"));
    for (const grant of [{ destinationArn }, { destinationArn, organizations: [organization] }]) {
      const fit = accountsThatFit(grant);
      expect(policyBytes(accessPolicy({ ...grant, accounts: many(fit) }))).toBeLessThanOrEqual(maxAccessPolicyBytes);
      expect(() => accessPolicy({ ...grant, accounts: many(fit + 1) })).toThrow(`which is ${fit} accounts`);
    }
  });
});
