import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { letsSubscribe } from "@log-destinations/cdktf/testing";
import { S3Backend } from "cdktf";
import { expect } from "vitest";
import { document, only } from "../../synth.ts";
import { type Contract, oneStack, organization, owner, sender, stackIn, streamArn } from "./contract.ts";

const target = LogDestinationTarget.kinesisStream(streamArn);
const filter = "aws_cloudwatch_log_subscription_filter";

export const apps: Record<string, Contract> = {
  "two-accounts": {
    intent: "The collecting and a sending account in one stack, in two Regions, each with its own provider.",
    build: oneStack("two-accounts", (stack) => {
      const roleOf = (account: string) => [{ roleArn: `arn:aws:iam::${account}:role/deploy` }];
      const logging = new AwsProvider(stack, "Logging", {
        alias: "logging",
        region: "eu-west-1",
        assumeRole: roleOf(owner),
      });
      const workload = new AwsProvider(stack, "Workload", {
        alias: "workload",
        region: "eu-west-1",
        assumeRole: roleOf(sender),
      });
      const regions = ["eu-west-1", "us-east-1"];
      const destinations = new RegionalLogDestinations(stack, "Central", {
        destinationName: "central",
        target,
        regions,
        subscribers: [LogSubscriber.account(sender)],
        provider: logging,
      });
      for (const region of regions) {
        const destination = destinations.inRegion(region);
        new LogSubscription(stack, `To-${region}`, { destination, logGroupName: "/app", region, provider: workload });
      }
    }),
    holds: (stack) => {
      const synthesized = stack("two-accounts");
      for (const region of ["eu-west-1", "us-east-1"]) {
        expect(letsSubscribe(synthesized, { account: sender, role: false, region }).passes).toBe(true);
      }
      for (const each of Object.values(synthesized.resource[filter] ?? {})) {
        expect(each).toMatchObject({ provider: "aws.workload", depends_on: [expect.stringContaining("_policy.")] });
      }
    },
  },

  "two-stacks": {
    intent: "The collecting and a sending account in stacks of their own, and the policy in a third one between them.",
    build: (app) => {
      const logging = stackIn(app, "two-stacks-logging");
      const access = stackIn(app, "two-stacks-access");
      const workload = stackIn(app, "two-stacks-workload");
      for (const stack of [logging, access, workload]) {
        new S3Backend(stack, { bucket: "states", key: `${stack.node.id}.tfstate` });
      }
      const destination = new LogDestination(logging, "Central", { destinationName: "central", target });
      new LogDestinationPolicy(access, "Policy", {
        destination,
        subscribers: [LogSubscriber.organization(organization)],
      });
      new LogSubscription(workload, "ToCentral", { destination, logGroupName: "/app" });
    },
    holds: (stack) => {
      const policy = only(stack("two-stacks-access"), "aws_cloudwatch_log_destination_policy");
      expect(document(policy, "access_policy")).toMatchObject({
        Statement: [{ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } }],
      });
      expect(only(stack("two-stacks-workload"), filter).destination_arn).toMatch(/^\$\{data\.terraform_remote_state\./);
      expect(only(stack("two-stacks-workload"), filter)).toHaveProperty("role_arn");
    },
  },
};
