import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationPolicy,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { owner, region, sender } from "./configuration.ts";
import { synthesized } from "./synthesized.ts";
import { describeDeploys, startWorld, type World } from "./world.ts";

type Build = (stack: TerraformStack) => void;

const target = LogDestinationTarget.kinesisStream(`arn:aws:kinesis:${region}:${owner}:stream/logs`);
const props = { destinationName: "central", target, subscribers: [LogSubscriber.account(sender)] };
const named = { ...props, roleName: "writer", rolePolicyName: "put" };
const regions = [region, "us-east-2"];

function central(scope: Construct, id: string, more: Partial<LogDestinationProps> = {}): LogDestination {
  return new LogDestination(scope, id, { ...props, ...more });
}

function subscription(
  stack: TerraformStack,
  id: string,
  logGroups: { logGroupName?: string; logGroupNames?: string[] },
) {
  const destination = stack.node.tryFindChild("Central") as LogDestination;
  return new LogSubscription(stack, id, { destination, createRole: true, ...logGroups });
}

function raw(stack: TerraformStack): void {
  const trust = { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" };
  const role = new IamRole(stack, "role", {
    name: "writer",
    assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
  });
  const put = new IamRolePolicy(stack, "put", { name: "put", role: role.id, policy: target.permissionsPolicy });
  const destination = new CloudwatchLogDestination(stack, "dest", {
    name: "central",
    roleArn: role.arn,
    targetArn: target.targetArn,
    dependsOn: [put],
  });
  const senders = {
    Effect: "Allow",
    Principal: { AWS: sender },
    Action: "logs:PutSubscriptionFilter",
    Resource: "ARN",
  };
  const accessPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [senders] });
  new CloudwatchLogDestinationPolicy(stack, "access", {
    destinationName: destination.name,
    accessPolicy: accessPolicy.replace("ARN", destination.arn),
  });
}

const rawAddresses = {
  destination: "aws_cloudwatch_log_destination.dest",
  policy: "aws_cloudwatch_log_destination_policy.access",
  role: "aws_iam_role.role",
  rolePolicy: "aws_iam_role_policy.put",
};

/** Each change of a stack: before, and after. */
const changes: Record<string, readonly [Build, Build]> = {
  "a new id": [(stack) => central(stack, "Old"), (stack) => central(stack, "New").moveFrom("Old")],
  "another scope": [
    (stack) => central(stack, "Central"),
    (stack) => central(new Construct(new Construct(stack, "Hub"), "Logging"), "Central").moveFrom("Central"),
  ],
  "a new id, and a first subscriber after the call": [
    (stack) => central(stack, "Old"),
    (stack) => {
      const moved = central(stack, "New", { subscribers: [] });
      moved.moveFrom("Old");
      moved.grantSubscribe(LogSubscriber.account(sender));
    },
  ],
  "several Regions with a new id": [
    (stack) => void new RegionalLogDestinations(stack, "Old", { ...props, regions }),
    (stack) => new RegionalLogDestinations(stack, "New", { ...props, regions }).moveFrom("Old"),
  ],
  "raw resources that become a construct": [
    raw,
    (stack) => central(stack, "Central", named).moveFromResources(rawAddresses),
  ],
  "raw resources behind a construct, at their addresses": [
    raw,
    (stack) => {
      const moved = central(stack, "Central", named);
      moved.resource.overrideLogicalId("dest");
      moved.policy?.overrideLogicalId("access");
      moved.role?.overrideLogicalId("role");
      (moved.node.findChild("RolePolicy") as IamRolePolicy).overrideLogicalId("put");
    },
  ],
  "a second Region": [
    (stack) => central(stack, "Central"),
    (stack) =>
      new RegionalLogDestinations(stack, "Central", { ...props, regions }).moveFromLogDestination("Central", region),
  ],
  "a second Region and a new id": [
    (stack) => central(stack, "Old"),
    (stack) => new RegionalLogDestinations(stack, "New", { ...props, regions }).moveFromLogDestination("Old", region),
  ],
  "one Region in place of several, the other one left as it is": [
    (stack) => void new RegionalLogDestinations(stack, "Central", { ...props, regions }),
    (stack) => {
      central(stack, "Central").moveFromRegionalLogDestinations("Central", region);
      LogDestination.removeFromState(stack, "Central/us-east-2");
    },
  ],
  "a Region that is dropped and left as it is": [
    (stack) => void new RegionalLogDestinations(stack, "Central", { ...props, regions }),
    (stack) => {
      new RegionalLogDestinations(stack, "Central", { ...props, regions: [region] });
      LogDestination.removeFromState(stack, "Central/us-east-2");
    },
  ],
  "an access policy with a new id": [
    (stack) => policyOf(stack, "Old"),
    (stack) => policyOf(stack, "New").moveFrom("Old"),
  ],
  "a subscription and a role with new ids": [
    (stack) => {
      central(stack, "Central");
      subscription(stack, "Old", { logGroupName: "/app" });
      new LogSubscriptionRole(stack, "OldRole");
    },
    (stack) => {
      central(stack, "Central");
      subscription(stack, "New", { logGroupName: "/app" }).moveFrom("Old");
      new LogSubscriptionRole(stack, "NewRole").moveFrom("OldRole");
    },
  ],
  "a subscription of one log group that gets a second one": [
    (stack) => {
      central(stack, "Central");
      subscription(stack, "App", { logGroupName: "/app" });
    },
    (stack) => {
      central(stack, "Central");
      subscription(stack, "App", { logGroupNames: ["/app", "/jobs"] }).moveFromOneLogGroup("/app");
    },
  ],
};

function policyOf(stack: TerraformStack, id: string): LogDestinationPolicy {
  const destination = central(stack, "Central", { subscribers: [] });
  return new LogDestinationPolicy(stack, id, { destination, subscribers: props.subscribers });
}

function inStack(build: Build): object {
  return synthesized((app) => {
    const stack = new TerraformStack(app, "stack");
    new AwsProvider(stack, "Aws", { region });
    build(stack);
  });
}

/** A world with the target and the log groups, whose state is in no stack that changes. */
async function startHub(): Promise<World> {
  const world = await startWorld();
  const logGroups = ["/app", "/jobs"].map((name) => [`arn:aws:logs:${region}:${owner}:log-group:${name}`, {}]);
  world.local.control.declare({
    streams: { [target.targetArn]: {} },
    accounts: { [sender]: {}, [owner]: {} },
    logGroups: Object.fromEntries(logGroups),
  });
  return world;
}

/** What senders would miss: each destination with the time at which it was made. */
async function made(world: World): Promise<Record<string, number>> {
  const all = await Promise.all(
    regions.map(async (where) =>
      (await world.client(owner, where).destinations().toArray()).map(
        (found) => [`${found.arn}`, found.creationTime] as const,
      ),
    ),
  );
  return Object.fromEntries(all.flat());
}

describeDeploys("changes of a stack", () => {
  test.each(Object.entries(changes))("%s: nothing is destroyed", async (_, [before, after]) => {
    const world = await startHub();
    world.write(inStack(before));
    expect(await world.apply()).toMatchObject({ errors: [] });
    const created = await made(world);
    expect(Object.keys(created)).not.toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    world.write(inStack(after));
    const planned = await world.plan();
    expect(Object.entries(planned).filter(([, actions]) => actions.includes("delete"))).toEqual([]);
    expect(await world.apply()).toMatchObject({ errors: [], removed: 0 });
    expect(await world.plan()).toEqual({});
    expect(await made(world)).toMatchObject(created);
  });

  const elsewhere: Record<string, Parallel> = {
    "a destination, its role named": {
      former: (stack) => central(stack, "Central", named),
      next: (stack) => central(stack, "Taken", named).importFrom("central", { roleName: "writer", accessPolicy: true }),
      forget: (stack) => LogDestination.removeFromState(stack, "Central"),
    },
    "a destination whose role has a name that was made up": {
      former: (stack) => central(stack, "Central"),
      next: (stack, roleName) => central(stack, "Central").importFrom("central", { roleName, accessPolicy: true }),
      forget: (stack) => LogDestination.removeFromState(stack, "Central"),
    },
    "several Regions": {
      former: (stack) => void new RegionalLogDestinations(stack, "Central", { ...named, regions }),
      next: (stack) => {
        const taken = new RegionalLogDestinations(stack, "Taken", { ...named, regions });
        taken.importFrom("central", { roleName: "writer", accessPolicy: true });
      },
      forget: (stack) => RegionalLogDestinations.removeFromState(stack, "Central", regions),
    },
  };

  test.each(
    Object.entries(elsewhere).flatMap(([name, stacks]) => [
      [name, "the new stack first", stacks, ["next", "former"]] as const,
      [name, "the former stack first", stacks, ["former", "next"]] as const,
    ]),
  )("%s goes to another stack, %s: nothing is destroyed", async (_, __, { former, next, forget }, order) => {
    const world = await startHub();
    world.write(inStack(former));
    expect(await world.apply("-state=former.tfstate")).toMatchObject({ errors: [] });
    const created = await made(world);
    const roleName = world.local.control.roleArns(owner)[0]?.split("/").at(-1) ?? "";
    await new Promise((resolve) => setTimeout(resolve, 5));
    const after = { former: inStack(forget), next: inStack((stack) => next(stack, roleName)) };
    for (const which of order) {
      world.write(after[which]);
      const planned = await world.plan(`-state=${which}.tfstate`);
      expect(Object.values(planned).flat()).not.toContain("delete");
      expect(await world.apply(`-state=${which}.tfstate`)).toMatchObject({ errors: [], removed: 0, added: 0 });
    }
    for (const which of order) {
      world.write(after[which]);
      expect(await world.plan(`-state=${which}.tfstate`)).toEqual({});
    }
    expect(await made(world)).toEqual(created);
  });
});

/** A change between two stacks: what the former one had, what the next one has, and what then stands in the former. */
interface Parallel {
  former: Build;
  next: (stack: TerraformStack, roleName: string) => void;
  forget: Build;
}
