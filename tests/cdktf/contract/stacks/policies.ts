import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, LogDestinationPolicy, LogSubscriber } from "@log-destinations/cdktf";
import { letsSubscribe } from "@log-destinations/cdktf/testing";
import { expect } from "vitest";
import { type Contract, destinationArn, oneStack, organization, sender, stranger } from "./contract.ts";

export const policies: Record<string, Contract> = {
  "policy-subscribers": {
    intent: "Opens a destination that is made elsewhere, found by name in another account and Region, to subscribers.",
    build: oneStack("policy-subscribers", (stack) => {
      const provider = new AwsProvider(stack, "Logging", { alias: "logging", region: "eu-central-1" });
      const policy = new LogDestinationPolicy(stack, "Central", {
        destination: LogDestination.fromDestinationName(stack, "Found", "central", { region: "us-east-2", provider }),
        subscribers: [LogSubscriber.account(sender)],
        accountLevelSubscriptions: true,
        forceUpdate: true,
        provider,
        dependsOn: [new KinesisStream(stack, "Stream", { name: "logs", provider })],
      });
      policy.grantSubscribe(LogSubscriber.organization(organization));
    }),
    holds: (stack) => {
      const synthesized = stack("policy-subscribers");
      expect(letsSubscribe(synthesized, { account: sender, role: false, accountLevel: true }).passes).toBe(true);
      expect(letsSubscribe(synthesized, { account: stranger, organization }).passes).toBe(true);
      expect(letsSubscribe(synthesized, { account: stranger }).passes).toBe(false);
    },
  },

  "policy-document": {
    intent: "Opens a destination that is made elsewhere, known by its ARN, with a policy that is written by hand.",
    build: oneStack("policy-document", (stack) => {
      new LogDestinationPolicy(stack, "Central", {
        destination: LogDestination.fromDestinationArn(stack, "Found", destinationArn),
        accessPolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: sender },
              Action: "logs:PutSubscriptionFilter",
              Resource: destinationArn,
            },
          ],
        }),
      });
    }),
    holds: (stack) => {
      expect(letsSubscribe(stack("policy-document"), { account: sender }).passes).toBe(true);
      expect(letsSubscribe(stack("policy-document"), { account: stranger }).passes).toBe(false);
    },
  },
};
