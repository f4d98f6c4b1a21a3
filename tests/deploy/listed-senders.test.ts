import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { type App, Lazy, TerraformStack, TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import { owner, region } from "./configuration.ts";
import { synthesized } from "./synthesized.ts";
import { describeDeploys, startWorld, type World } from "./world.ts";

const known = "222233334444";
const lazy = "333344445555";

function listed(app: App): void {
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "Aws", { region });
  const target = LogDestinationTarget.kinesisStream(
    new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1 }).arn,
  );
  const senders = new TerraformVariable(stack, "senders", { type: "set(string)" }).listValue;
  const subscribers = [
    LogSubscriber.accounts(senders),
    LogSubscriber.account(known),
    LogSubscriber.accounts(Lazy.listValue({ produce: () => [lazy] })),
  ];
  new LogDestination(stack, "Central", { destinationName: "central", roleName: "one", target, subscribers });
  new RegionalLogDestinations(stack, "Regional", {
    destinationName: "regional",
    roleName: "several",
    regions: [region, "us-east-1"],
    target,
    subscribers,
  });
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(400_000_000_000 + index));

async function trusted(world: World, name: string): Promise<string[]> {
  const role = Object.values(await world.state()).find(
    (attributes) => attributes.name === name && attributes.assume_role_policy,
  );
  const { Statement } = JSON.parse(String(role?.assume_role_policy));
  return Statement[0].Condition.StringLike["aws:SourceArn"];
}

describeDeploys("subscribers that only Terraform can list", () => {
  test("are trusted alone while IAM has room for them, in any Region with more of them, and any account with still more", async () => {
    const world = await startWorld();
    world.write(synthesized(listed));
    const apply = async (count: number) => {
      const senders = ["-var", `senders=${JSON.stringify(ids(count))}`];
      expect(await world.apply(...senders)).toMatchObject({ errors: [] });
      expect(await world.plan(...senders)).toEqual({});
      return ids(count);
    };
    const inRegion = (where: string, accounts: string[]) => accounts.map((id) => `arn:aws:logs:${where}:${id}:*`);

    const all = [owner, known, ...(await apply(2)), lazy];
    expect((await trusted(world, "one")).sort()).toEqual(inRegion(region, all).sort());
    expect((await trusted(world, "several")).sort()).toEqual(
      [...inRegion(region, all), ...inRegion("us-east-1", all)].sort(),
    );

    const most = [owner, known, ...(await apply(55)), lazy];
    expect((await trusted(world, "one")).sort()).toEqual(inRegion("*", most).sort());
    expect((await trusted(world, "several")).sort()).toEqual(inRegion("*", most).sort());

    await apply(56);
    expect(await trusted(world, "one")).toEqual([`arn:aws:logs:${region}:*:*`]);
    expect(await trusted(world, "several")).toEqual([`arn:aws:logs:${region}:*:*`, "arn:aws:logs:us-east-1:*:*"]);
  }, 120_000);

  test("variables of IAM in a given policy reach the service", async () => {
    const world = await startWorld();
    world.write(
      synthesized((app) => {
        const stack = new TerraformStack(app, "stack");
        new AwsProvider(stack, "Aws", { region });
        const target = LogDestinationTarget.kinesisStream(
          new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1 }).arn,
        );
        const destination = new LogDestination(stack, "Central", { destinationName: "central", target });
        const allow = { Effect: "Allow", Action: "logs:PutSubscriptionFilter", Resource: destination.destinationArn };
        const condition = { StringEquals: { "aws:PrincipalOrgID": "${aws:ResourceOrgID}" } };
        const accessPolicy = JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ ...allow, Principal: "*", Condition: condition }],
        });
        new LogDestinationPolicy(stack, "Policy", { destination, accessPolicy });
      }),
    );
    expect(await world.apply()).toMatchObject({ errors: [] });
    const [destination] = await world.client().destinations().toArray();
    expect(destination?.accessPolicy).toContain('"aws:PrincipalOrgID":"${aws:ResourceOrgID}"');
    expect(destination?.accessPolicy).toContain(`"Resource":"${destination?.arn}"`);
    expect(await world.plan()).toEqual({});
  }, 60_000);
});
