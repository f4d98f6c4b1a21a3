import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogAccountSubscription, LogDestination, LogDistribution, LogSubscriptionRole } from "@log-destinations/cdktf";
import { expect } from "vitest";
import { document, only } from "../../synth.ts";
import { type Contract, destinationArn, oneStack, sender } from "./contract.ts";

const type = "aws_cloudwatch_log_account_policy";

export const accountSubscriptions: Record<string, Contract> = {
  "account-subscription-least": {
    intent: "Sends every log group of an account to a destination of another account, with a role made for it.",
    build: oneStack("account-subscription-least", (stack) => {
      const settings = { alias: "workload", region: "eu-west-1", allowedAccountIds: [sender] };
      const provider = new AwsProvider(stack, "Workload", settings);
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      new LogAccountSubscription(stack, "ToCentral", { destination, provider });
    }),
    holds: (stack) => {
      const synthesized = stack("account-subscription-least");
      const policy = only(synthesized, type);
      expect(policy).not.toHaveProperty("selection_criteria");
      expect(document(policy, "policy_document")).toEqual({
        DestinationArn: destinationArn,
        RoleArn: `\${${only(synthesized, "aws_iam_role").address}.arn}`,
        FilterPattern: "",
      });
    },
  },

  "account-subscription-everything": {
    intent: "Every prop of an account-level subscription, in two accounts.",
    build: oneStack("account-subscription-everything", (stack) => {
      const provider = new AwsProvider(stack, "Workload", { alias: "workload", region: "eu-west-1" });
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      const role = new LogSubscriptionRole(stack, "Sender", { region: "eu-west-1", provider });
      new LogAccountSubscription(stack, "WorkloadToCentral", {
        destination,
        policyName: "everything",
        excludeLogGroups: ["/debug", "/aws/lambda/forwarder"],
        filterPattern: '{ $.level = "error" }',
        distribution: LogDistribution.RANDOM,
        role,
        region: "eu-west-1",
        provider,
        dependsOn: [new CloudwatchLogGroup(stack, "Logs", { name: "/app", provider })],
      });
      new LogAccountSubscription(stack, "ToCentral", {
        destination,
        roleArn: `arn:aws:iam::${sender}:role/logs`,
        excludeLogGroups: [],
      });
      const elsewhere = LogDestination.fromDestinationArn(
        stack,
        "Elsewhere",
        destinationArn.replace("eu-west-1", "us-east-2"),
      );
      new LogAccountSubscription(stack, "ToElsewhere", {
        destination: elsewhere,
        createRole: true,
        region: "us-east-2",
        excludeLogGroups: [],
      });
    }),
    holds: (stack) => {
      const policies = Object.values(stack("account-subscription-everything").resource[type] ?? {});
      expect(policies.map(({ policy_name, selection_criteria }) => [policy_name, selection_criteria]).sort()).toEqual([
        ["central", undefined],
        ["central", undefined],
        ["everything", 'LogGroupName NOT IN ["/aws/lambda/forwarder","/debug"]'],
      ]);
    },
  },
};
