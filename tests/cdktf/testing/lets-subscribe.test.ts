import { LogDestination, LogDestinationPolicy, LogSubscriber, RegionalLogDestinations } from "@log-destinations/cdktf";
import { letsSubscribe, type Sender } from "@log-destinations/cdktf/testing";
import "@log-destinations/cdktf/testing/vitest";
import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { account, arn, central, stackWith, target } from "./stack.ts";

const organization = "o-a1b2c3d4e5";
const path = `${organization}/r-ab12/ou-ab12-11111111/`;

describe("toLetSubscribe", () => {
  const outside: Sender = {
    account: "444455556666",
    organization: "o-zzzzzzzzzz",
    organizationPath: "o-zzzzzzzzzz/r-ab12/",
  };

  test.each<[who: string, subscriber: LogSubscriber, inside: Sender]>([
    ["an account", LogSubscriber.account(account), { account }],
    ["an organization", LogSubscriber.organization(organization), { account, organization }],
    ["a path", LogSubscriber.organizationPath(`${path}*`), { account, organization, organizationPath: path }],
  ])("tells who is let in as %s from who is not", (_, subscriber, inside) => {
    const stack = central([subscriber]);
    expect(stack).toLetSubscribe(inside);
    expect(stack).not.toLetSubscribe(outside);
  });

  test("takes a role from those that are let in by their organization", () => {
    const organizationOnly = central([LogSubscriber.organization(organization)]);
    expect(organizationOnly).not.toLetSubscribe({ account, organization, role: false });
    expect(central([LogSubscriber.account(account)])).toLetSubscribe({ account, role: false });
  });

  test("tells account-level subscriptions apart", () => {
    const subscribers = [LogSubscriber.account(account)];
    expect(central(subscribers)).not.toLetSubscribe({ account, accountLevel: true });
    expect(central(subscribers, { accountLevelSubscriptions: true })).toLetSubscribe({ account, accountLevel: true });
  });

  test("sees a role that does not trust the service to act for the sender", () => {
    const trusting = (from: string) =>
      stackWith((stack) => {
        const role = new IamRole(stack, "Role", {
          assumeRolePolicy: JSON.stringify({
            Statement: {
              Effect: "Allow",
              Principal: { Service: "logs.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: { StringLike: { "aws:SourceArn": `arn:aws:logs:eu-west-1:${from}:*` } },
            },
          }),
        });
        new IamRolePolicy(stack, "RolePolicy", { role: role.id, policy: target.permissionsPolicy });
        const subscribers = [LogSubscriber.account(account)];
        const roleArn = role.arn;
        new LogDestination(stack, "Central", { destinationName: "central", target, subscribers, roleArn });
      });
    expect(trusting(account)).toLetSubscribe({ account });
    expect(trusting("999999999999")).not.toLetSubscribe({ account });
    expect(letsSubscribe(trusting("999999999999"), { account }).reason).toMatch(/does not trust.*nothing would arrive/);
  });

  test("sees a trust that is confined to other organizations", () => {
    const confined = central([LogSubscriber.organization(organization)], { trustBySourceOrganization: true });
    expect(confined).toLetSubscribe({ account, organization });

    const byPath = central([LogSubscriber.organizationPath(`${path}*`)], { trustBySourceOrganization: true });
    expect(byPath).toLetSubscribe({ account, organization, organizationPath: path });
  });

  test("looks at the destination that is meant, where there are several", () => {
    const both = stackWith((stack) => {
      const subscribers = [LogSubscriber.account(account)];
      new LogDestination(stack, "First", { destinationName: "first", target, subscribers });
      const others = [LogSubscriber.account("444455556666")];
      new LogDestination(stack, "Second", { destinationName: "second", target, subscribers: others });
    });
    expect(both).toLetSubscribe({ account, destination: "first" });
    expect(both).not.toLetSubscribe({ account, destination: "second" });
    expect(() => letsSubscribe(both, { account })).toThrow(
      /those of first in eu-west-1, second in eu-west-1; say which one/,
    );
    expect(() => letsSubscribe(both, { account, destination: "third" })).toThrow(/no access policy of third/);
  });

  test("looks at the Region that is meant, where destinations share a name", () => {
    const regional = stackWith((stack) => {
      const subscribers = [LogSubscriber.account(account)];
      const regions = ["eu-west-1", "us-east-2"];
      const all = new RegionalLogDestinations(stack, "Central", { destinationName: "central", target, regions });
      all.inRegion("us-east-2").grantSubscribe(...subscribers);
      all.inRegion("eu-west-1").grantSubscribe(LogSubscriber.account("444455556666"));
    });
    expect(regional).toLetSubscribe({ account, region: "us-east-2" });
    expect(regional).not.toLetSubscribe({ account, region: "eu-west-1" });
    expect(() => letsSubscribe(regional, { account })).toThrow(/central in eu-west-1, central in us-east-2; say which/);
  });

  test("looks at the provider that is meant, where destinations share a name and a Region", () => {
    const stack = stackWith((scope) => {
      const provider = new AwsProvider(scope, "Other", { alias: "other", region: "eu-west-1" });
      const subscribers = [LogSubscriber.account(account)];
      new LogDestination(scope, "Central", { destinationName: "central", target, subscribers });
      const others = [LogSubscriber.account("444455556666")];
      new LogDestination(scope, "Others", { destinationName: "central", target, subscribers: others, provider });
    });
    expect(stack).toLetSubscribe({ account, provider: "aws" });
    expect(stack).not.toLetSubscribe({ account, provider: "aws.other" });
    expect(() => letsSubscribe(stack, { account })).toThrow(/central in eu-west-1, central in eu-west-1 by aws.other/);
  });

  test("takes a Region for the one of the provider too", () => {
    const stack = central([LogSubscriber.account(account)]);
    expect(stack).toLetSubscribe({ account, region: "eu-west-1" });
    expect(() => letsSubscribe(stack, { account, region: "us-east-2" })).toThrow(
      /any destination in us-east-2; the stack/,
    );
  });

  test("lets nobody in where there is no policy", () => {
    expect(central([])).not.toLetSubscribe({ account });
    expect(letsSubscribe(central([]), { account }).reason).toBe(
      "central has no access policy, so that nobody may subscribe [LD2711]",
    );
  });

  test("judges the policy of a destination that stands elsewhere", () => {
    const stack = stackWith((scope) => {
      const destination = LogDestination.fromDestinationArn(scope, "Central", arn);
      new LogDestinationPolicy(scope, "Policy", { destination, subscribers: [LogSubscriber.account(account)] });
    });
    expect(stack).toLetSubscribe({ account });
    expect(stack).not.toLetSubscribe({ account: "444455556666" });
  });

  test("says so where only Terraform can compute the policy", () => {
    const stack = stackWith((scope) => {
      const senders = new TerraformVariable(scope, "senders", { type: "list(string)" }).listValue;
      const subscribers = [LogSubscriber.accounts(senders)];
      new LogDestination(scope, "Central", { destinationName: "central", target, subscribers });
    });
    expect(() => letsSubscribe(stack, { account })).toThrow(/only Terraform can compute the access policy/);
  });

  test("says so where only Terraform can compute whom it names, unless it names the sender too", () => {
    const stack = stackWith((scope) => {
      const other = new TerraformVariable(scope, "other", { type: "string" }).stringValue;
      const subscribers = [LogSubscriber.account(other), LogSubscriber.account(account)];
      new LogDestination(scope, "Central", { destinationName: "central", target, subscribers });
    });
    expect(() => letsSubscribe(stack, { account: "444455556666" })).toThrow(/only Terraform can compute whom/);
  });

  test("says so where it hangs on a condition that cannot be evaluated", () => {
    const Condition = { NumericEquals: { "aws:PrincipalOrgID": organization } };
    const Action = "logs:PutSubscriptionFilter";
    const accessPolicy = JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: { AWS: account }, Action, Resource: arn },
        { Effect: "Deny", Principal: "*", Action, Resource: arn, Condition },
      ],
    });
    // The constructs refuse such a policy.
    const stack = stackWith((scope) => {
      new CloudwatchLogDestinationPolicy(scope, "Policy", { destinationName: "central", accessPolicy });
    });
    expect(() => letsSubscribe(stack, { account })).toThrow(/hangs on Statement\[1\], which cannot be evaluated/);
  });

  test("has an expression of Terraform for a text, and one with two dollar signs for a variable of IAM", () => {
    const statement = { Effect: "Allow", Principal: { AWS: account }, Action: "logs:PutSubscriptionFilter" };
    const put = (Resource: string) =>
      stackWith((scope) => {
        const accessPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Resource }] });
        new CloudwatchLogDestinationPolicy(scope, "Policy", { destinationName: "central", accessPolicy });
      });
    expect(put(`arn:aws:logs:\${var.region}:999999999999:destination:central`)).toLetSubscribe({ account });
    expect(() =>
      letsSubscribe(put(`arn:aws:logs:$\${aws:RequestedRegion}:*:destination:central`), { account }),
    ).toThrow(/hangs on Statement\[0\].*no variables of IAM \[LD2703\]/);
  });

  test("tells in its message what decided it", () => {
    expect(() => expect(central([LogSubscriber.account(account)])).toLetSubscribe(outside)).toThrow(
      /expected .*444455556666.* to get through; no statement allows it: .*111122223333/,
    );
  });
});
