import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type ILogDestination,
  LogDestination,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { TerraformOutput, TerraformVariable } from "cdktf";
import { expect } from "vitest";
import { type Contract, destinationArn, oneStack, owner, sender, streamArn } from "./contract.ts";

const target = LogDestinationTarget.kinesisStream(streamArn);
const regions = ["eu-west-1", "us-east-2"];

export const handOver: Record<string, Contract> = {
  "hand-over-written": {
    intent: "A destination and those of two Regions, each handed to senders by a parameter.",
    build: oneStack("hand-over-written", (stack) => {
      const subscribers = [LogSubscriber.account(sender)];
      const central = new LogDestination(stack, "Central", { destinationName: "central", target, subscribers });
      central.exportToParameter("/logging/central");
      const hub = new RegionalLogDestinations(stack, "Hub", { destinationName: "hub", target, regions, subscribers });
      hub.exportToParameter("/logging/hub");
      new TerraformOutput(stack, "central-key", { value: central.targetKeyPolicy, staticId: true });
      new TerraformOutput(stack, "hub-key", { value: hub.targetKeyPolicy, staticId: true });
    }),
    holds: (stack) => {
      const parameters = Object.values(stack("hand-over-written").resource.aws_ssm_parameter ?? {});
      const [central, hub] = parameters.map(({ insecure_value }) => JSON.parse(insecure_value as string));
      expect(central.subscription_role_required).toBe(false);
      expect(Object.keys(hub)).toEqual(regions);
    },
  },

  "hand-over-read": {
    intent: "A sender in two Regions that reads what it was handed, or knows the name.",
    build: oneStack("hand-over-read", (stack) => {
      const text = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
      const ohio = new AwsProvider(stack, "Ohio", { alias: "ohio", region: "us-east-2" });
      const central = LogDestination.fromSenderExport(stack, "Central", text("exported"), {
        region: "eu-west-1",
        subscriptionRoleRequired: false,
      });
      const hub = RegionalLogDestinations.fromSenderExport(stack, "Hub", text("hub"), {
        regions,
        subscriptionRoleRequired: false,
      });
      const named = RegionalLogDestinations.fromDestinationName(stack, "Named", "named", {
        regions,
        subscriptionRoleRequired: false,
        account: owner,
        provider: ohio,
      });
      const one = LogDestination.fromDestinationName(stack, "One", "one", {
        account: owner,
        subscriptionRoleRequired: false,
      });
      const subscribe = (id: string, destination: ILogDestination, provider?: AwsProvider) =>
        new LogSubscription(stack, id, { destination, logGroupName: "/app", filterName: id, provider });
      subscribe("to-central", central);
      subscribe("to-hub", hub.inRegion("us-east-2"), ohio);
      subscribe("to-named", named.inRegion("us-east-2"), ohio);
      subscribe("to-one", one);
    }),
    holds: (stack) => {
      const synthesized = stack("hand-over-read");
      expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
      const filters = Object.values(synthesized.resource.aws_cloudwatch_log_subscription_filter ?? {});
      expect(filters.map(({ destination_arn }) => destination_arn)).toContain(
        destinationArn.replace("eu-west-1", "us-east-2").replace("central", "named"),
      );
    },
  },
};
