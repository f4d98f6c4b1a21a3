import {
  LogAccountSubscription,
  LogDestination,
  LogDestinationTarget,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { expect } from "vitest";
import { type Contract, destinationArn, oneStack, sender, streamArn } from "./contract.ts";

const target = LogDestinationTarget.kinesisStream(streamArn);
const rolePermissionsBoundary = `arn:aws:iam::${sender}:policy/boundary`;
const rolePath = "/logs/";

export const roles: Record<string, Contract> = {
  "role-paths": {
    intent:
      "Makes every role under the path that a company's rules ask for, those of subscriptions by name and boundary.",
    build: oneStack("role-paths", (stack) => {
      new LogDestination(stack, "Hub", { destinationName: "hub", target, rolePath });
      new RegionalLogDestinations(stack, "Hubs", {
        destinationName: "hubs",
        regions: ["eu-west-1", "us-east-2"],
        target,
        rolePath,
      });
      new LogSubscriptionRole(stack, "Sender", { rolePath });
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      new LogSubscription(stack, "AppToCentral", {
        destination,
        logGroupName: "/app",
        roleName: "app-sender",
        rolePath,
        rolePermissionsBoundary,
      });
      new LogAccountSubscription(stack, "AccountToCentral", {
        destination,
        excludeLogGroups: [],
        roleName: "account-sender",
        rolePath,
        rolePermissionsBoundary,
      });
    }),
    holds: (stack) => {
      const made = Object.values(stack("role-paths").resource.aws_iam_role ?? {});
      expect(made.map(({ path }) => path)).toEqual(Array(5).fill(rolePath));
    },
  },
};
