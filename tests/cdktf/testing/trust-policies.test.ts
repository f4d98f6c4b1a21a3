import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktf";
import { letsSubscribe } from "@log-destinations/cdktf/testing";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, test } from "vitest";
import { type TrustPolicy, trustPolicies } from "../../core/policy/trust-policies.ts";

/** What the testing kit says of a destination whose role has this trust policy. */
function outcomeOf({ policy, asked }: TrustPolicy): TrustPolicy["expected"] {
  const { region, partition, owner, account, organization, organizationPath } = asked;
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "Aws", { region });
  // Terraform would take a variable of IAM for one of its own.
  const role = new IamRole(stack, "Role", { assumeRolePolicy: text.replaceAll("${", () => "$${") });
  new LogDestination(stack, "Central", {
    destinationName: "central",
    target: LogDestinationTarget.kinesisStream(`arn:${partition}:kinesis:${region}:${owner}:stream/central`),
    subscribers: [LogSubscriber.account(account)],
    roleArn: role.arn,
  });
  try {
    const sender = { account, ...(organization && { organization }), ...(organizationPath && { organizationPath }) };
    // Without validations, which refuse some of these too.
    return letsSubscribe(Testing.synth(stack), sender).passes ? "yes" : "no";
  } catch (error) {
    expect((error as Error).message).toContain("it cannot be decided whether aws_iam_role.Role trusts the service");
    return "undecided";
  }
}

describe("the testing kit says what IAM's documentation says", () => {
  test.each(trustPolicies)("$expected: $sentence", (row) => {
    expect(outcomeOf(row), row.because).toBe(row.expected);
  });
});
