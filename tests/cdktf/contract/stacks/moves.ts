import {
  LogAccountSubscription,
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { expect } from "vitest";
import { type Contract, destinationArn, oneStack, sender, streamArn } from "./contract.ts";

const target = LogDestinationTarget.kinesisStream(streamArn);
const regions = ["eu-west-1", "us-east-2"];
const subscribers = [LogSubscriber.account(sender)];

export const moves: Record<string, Contract> = {
  moves: {
    intent: "Everything that was renamed, has grown or was a raw resource comes from the address that it had.",
    build: oneStack("moves", (stack) => {
      const central = (id: string) =>
        new LogDestination(stack, id, {
          destinationName: id,
          target,
          subscribers,
          roleName: `writer-${id}`,
          rolePolicyName: "put-records",
        });
      central("renamed").moveFrom("Old/renamed");
      central("one").moveFromRegionalLogDestinations("Several", "eu-west-1");
      central("raw").moveFromResources({
        destination: "aws_cloudwatch_log_destination.raw",
        policy: "aws_cloudwatch_log_destination_policy.raw",
        role: "aws_iam_role.raw",
        rolePolicy: "aws_iam_role_policy.raw",
      });
      const several = { target, regions, subscribers, rolePolicyName: "put-records" };
      new RegionalLogDestinations(stack, "Grown", { destinationName: "grown", ...several }).moveFromLogDestination(
        "Single",
        "eu-west-1",
      );
      new RegionalLogDestinations(stack, "Renamed", { destinationName: "all", ...several }).moveFrom("OldRegional");
      const destination = LogDestination.fromDestinationArn(stack, "Existing", destinationArn);
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers, accountLevelSubscriptions: true }).moveFrom(
        "OldPolicy",
      );
      new LogSubscription(stack, "App", { destination, logGroupName: "/app" }).moveFrom("OldApp");
      new LogSubscription(stack, "Jobs", { destination, logGroupNames: ["/a", "/b"] }).moveFromOneLogGroup("/a");
      new LogAccountSubscription(stack, "All", { destination, excludeLogGroups: [] }).moveFrom("OldAll");
      new LogSubscriptionRole(stack, "Role").moveFrom("OldRole");
    }),
    holds: (stack) => {
      const { moved, resource } = stack("moves") as unknown as { moved: { to: string }[]; resource: object };
      const made = Object.values(resource).flatMap((byName) => Object.keys(byName));
      // All but the second Region of what has grown, with its policy.
      expect(moved.length).toBe(made.length - 2);
    },
  },

  "another-stack": {
    intent: "A stack takes over what others forget, and forgets what others take over.",
    build: oneStack("another-stack", (stack) => {
      new RegionalLogDestinations(stack, "Central", {
        destinationName: "central",
        target,
        regions,
        subscribers,
        roleName: "writer",
        rolePolicyName: "put-records",
      }).importFrom("central", {
        roleName: "writer",
        accessPolicy: true,
      });
      LogDestination.removeFromState(stack, "Gone/Central");
      RegionalLogDestinations.removeFromState(stack, "Gone/Regional", regions);
      LogDestinationPolicy.removeFromState(stack, "Gone/Policy");
      LogSubscription.removeFromState(stack, "Gone/App");
      LogAccountSubscription.removeFromState(stack, "Gone/All");
      LogSubscriptionRole.removeFromState(stack, "Gone/Role");
    }),
    holds: (stack) => {
      const { import: imported, removed } = stack("another-stack");
      expect(imported).toHaveLength(6);
      expect(removed).toHaveLength(4 + 6 + 1 + 4 + 3 + 2);
      expect(JSON.stringify(removed)).not.toContain('"destroy":true');
    },
  },
};
