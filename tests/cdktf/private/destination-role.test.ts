import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LogDestination, LogSubscriber } from "@log-destinations/cdktf";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, test } from "vitest";
import { destination, minimal, roleArn, trustedSources } from "../central.ts";
import { only, synth } from "../synth.ts";

describe("a role that is given", () => {
  test("is used as it is, and none is made", () => {
    const synthesized = destination({ roleArn });
    expect(only(synthesized, "aws_cloudwatch_log_destination").role_arn).toBe(roleArn);
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role_policy");
    expect(() => destination({ roleArn, trustBySourceOrganization: false })).not.toThrow();
  });

  test("can be handed the policies that it needs, and be waited for", () => {
    const synthesized = synth((stack) => {
      const role = new IamRole(stack, "Writer", { assumeRolePolicy: "{}" });
      const policy = new IamRolePolicy(stack, "WriterPolicy", {
        role: role.id,
        policy: minimal.target.permissionsPolicy,
      });
      const central = new LogDestination(stack, "Central", {
        ...minimal,
        roleArn: role.arn,
        dependsOn: [policy],
        subscribers: [LogSubscriber.account("111122223333")],
        region: "eu-west-1",
      });
      role.assumeRolePolicy = central.trustPolicy;
    });
    expect(only(synthesized, "aws_cloudwatch_log_destination").depends_on).toEqual([
      "aws_iam_role_policy.WriterPolicy",
    ]);
    expect(trustedSources(synthesized)).toContain("arn:aws:logs:eu-west-1:111122223333:*");
  });
});

test("the trust policy that is handed out declares what it looks up, however the stack is synthesized", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const central = new LogDestination(stack, "Central", { ...minimal, roleArn });
  new IamRole(stack, "Writer", { assumeRolePolicy: central.trustPolicy });
  expect(JSON.parse(Testing.synth(stack)).data).toHaveProperty("aws_region");
});
