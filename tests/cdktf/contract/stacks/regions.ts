import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestinationTarget, LogSubscriber, RegionalLogDestinations } from "@log-destinations/cdktf";
import { letsSubscribe } from "@log-destinations/cdktf/testing";
import { TerraformOutput } from "cdktf";
import { expect } from "vitest";
import { only } from "../../synth.ts";
import { type Contract, oneStack, organization, owner, sender, stranger, streamArn } from "./contract.ts";

const target = LogDestinationTarget.kinesisStream(streamArn);
const regions = ["eu-west-1", "us-east-2"];

export const regional: Record<string, Contract> = {
  "regions-accounts": {
    intent: "One stream for two Regions, with one role; one account may subscribe in both, another one in one of them.",
    build: oneStack("regions-accounts", (stack) => {
      const central = new RegionalLogDestinations(stack, "Central", {
        destinationName: "central",
        target,
        regions,
        subscribers: [LogSubscriber.account(sender)],
      });
      central.inRegion("us-east-2").grantSubscribe(LogSubscriber.account(stranger));
      central.exportForSenders();
    }),
    holds: (stack) => {
      const synthesized = stack("regions-accounts");
      const passes = (account: string) =>
        regions.map((region) => letsSubscribe(synthesized, { account, region }).passes);
      expect(passes(sender)).toEqual([true, true]);
      expect(passes(stranger)).toEqual([false, true]);
      expect(Object.keys(synthesized.output?.log_destinations?.value as object)).toEqual(regions);
      only(synthesized, "aws_iam_role");
    },
  },

  "regions-everything": {
    intent: "Every prop of destinations in two Regions whose role is made.",
    build: oneStack("regions-everything", (stack) => {
      const provider = new AwsProvider(stack, "Logging", { alias: "logging", region: "eu-west-1" });
      const central = new RegionalLogDestinations(stack, "Central", {
        destinationName: "central",
        target,
        regions,
        subscribers: [LogSubscriber.organization(organization)],
        accountLevelSubscriptions: true,
        forceUpdate: true,
        roleName: "central-logs",
        rolePermissionsBoundary: `arn:aws:iam::${owner}:policy/boundary`,
        trustBySourceOrganization: true,
        tags: { team: "observability" },
        provider,
        dependsOn: [new KinesisStream(stack, "Stream", { name: "logs", provider })],
        preventDestroy: true,
      });
      central.grantSubscribe(LogSubscriber.account(sender));
      central.exportForSenders("central");
    }),
    holds: (stack) => {
      const synthesized = stack("regions-everything");
      for (const region of regions) {
        const inside = { account: stranger, organization, region };
        expect(letsSubscribe(synthesized, { ...inside, accountLevel: true }).passes).toBe(true);
        expect(letsSubscribe(synthesized, { ...inside, role: false }).passes).toBe(false);
        expect(letsSubscribe(synthesized, { account: sender, role: false, region }).passes).toBe(true);
      }
    },
  },

  "regions-given-role": {
    intent: "The user's own role for two Regions: no role is made, and its trust policy is handed out for an output.",
    build: oneStack("regions-given-role", (stack) => {
      const central = new RegionalLogDestinations(stack, "Central", {
        destinationName: "central",
        target,
        regions,
        subscribers: [LogSubscriber.account(sender)],
        roleArn: `arn:aws:iam::${owner}:role/writer`,
      });
      new TerraformOutput(stack, "trust", { value: central.trustPolicy, staticId: true });
      new TerraformOutput(stack, "role", { value: central.roleArn, staticId: true });
    }),
    holds: (stack) => {
      const synthesized = stack("regions-given-role");
      expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
      for (const region of regions) expect(synthesized.output?.trust?.value).toContain(`${region}:${sender}`);
    },
  },
};
