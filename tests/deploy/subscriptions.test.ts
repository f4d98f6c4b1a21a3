import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionTarget,
} from "@log-destinations/cdktf";
import { type App, TerraformIterator, TerraformStack } from "cdktf";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { owner, region, sender } from "./configuration.ts";
import { synthesized } from "./synthesized.ts";
import { describeDeploys } from "./world.ts";

const organization = "o-a1b2c3d4e5";
const send = join(import.meta.dirname, "send-log-event.mjs");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "subscriptions-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface SentEvent {
  logGroup: string;
  arrivesIn: string;
}

interface Deployed {
  build: (app: App) => void;
  /** The log groups of the sender that are there before. */
  logGroups: string[];
  sends: SentEvent[];
}

/** Deploys a stack through `run`, plans it again, which has to change nothing, and sends log events: what was printed. */
async function deploy({ build, logGroups, sends }: Deployed): Promise<string> {
  const arnOf = (name: string) => `arn:aws:logs:${region}:${sender}:log-group:${name}`;
  const config = {
    version: 1,
    accounts: { [owner]: { organization }, [sender]: { organization } },
    logGroups: Object.fromEntries(logGroups.map((name) => [arnOf(name), {}])),
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(synthesized(build), null, 2));
  const event = (sent: SentEvent) => JSON.stringify({ account: sender, region, message: "hello", ...sent });
  const steps = [
    "terraform init -input=false",
    "terraform apply -no-color -auto-approve -input=false",
    "terraform plan -no-color -detailed-exitcode -input=false",
    ...sends.map((sent) => `'${process.execPath}' '${send}' '${event(sent)}'`),
  ];
  const { PATH, HOME } = process.env;
  const { code, stdout, stderr } = await startProgram(
    process.execPath,
    [command, "run", "--config", "config.json", "--", "sh", "-c", steps.join(" &&\n")],
    { cwd: folder, env: { PATH, HOME } },
  ).ended;
  expect(code, `${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

const assume = (account: string) => [{ roleArn: `arn:aws:iam::${account}:role/deploy` }];

describeDeploys("a sender's subscriptions", () => {
  test("one LogSubscription subscribes 300 log groups that a data source finds, and has no second plan", async () => {
    const logGroups = Array.from({ length: 300 }, (_, index) => `/app/${index}`);
    const stdout = await deploy({
      logGroups: [...logGroups, "/other"],
      build: (app) => {
        const stack = new TerraformStack(app, "stack");
        new AwsProvider(stack, "Aws", { region, assumeRole: assume(sender) });
        const hub = new AwsProvider(stack, "Hub", { alias: "hub", region, assumeRole: assume(owner) });
        const stream = new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1, provider: hub });
        const destination = new LogDestination(stack, "Central", {
          destinationName: "central",
          target: LogDestinationTarget.kinesisStream(stream.arn),
          subscribers: [LogSubscriber.organization(organization)],
          provider: hub,
        });
        const found = new DataAwsCloudwatchLogGroups(stack, "Found", { logGroupNamePrefix: "/app/" });
        const forEach = TerraformIterator.fromList(found.logGroupNames);
        new LogSubscription(stack, "Apps", { destination, forEach, logGroupName: forEach.value });
      },
      sends: [{ logGroup: "/app/299", arrivesIn: `arn:aws:kinesis:${region}:${owner}:stream/logs` }],
    });
    // 300 filters, a stream, a destination with its policy, and two roles with theirs.
    expect(stdout).toContain("Apply complete! Resources: 307 added");
    expect(stdout).toContain("arrived from /app/299");
  }, 180_000);

  test("LogSubscriptions of streams and functions of the own account deliver, with the roles and permissions that they make", async () => {
    const named = (service: string, resource: string) => `arn:aws:${service}:${region}:${sender}:${resource}`;
    const roleArn = `arn:aws:iam::${sender}:role/writer`;
    const stdout = await deploy({
      logGroups: ["/app", "/one", "/two", "/watched"],
      build: (app) => {
        const stack = new TerraformStack(app, "stack");
        new AwsProvider(stack, "Aws", { region, assumeRole: assume(sender) });
        const stream = new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1 });
        const firehose = new KinesisFirehoseDeliveryStream(stack, "Firehose", {
          name: "archive",
          destination: "extended_s3",
          extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive", roleArn },
        });
        const watch = new LambdaFunction(stack, "Watch", {
          functionName: "watch",
          role: roleArn,
          runtime: "nodejs22.x",
          handler: "index.handler",
          s3Bucket: "code",
          s3Key: "watch.zip",
        });
        const live = new LambdaAlias(stack, "Live", { name: "live", functionName: watch.arn, functionVersion: "1" });
        const { kinesisStream, firehoseDeliveryStream, lambdaFunction } = LogSubscriptionTarget;
        const subscribe = (id: string, destination: LogSubscriptionTarget, logGroupNames: string[]) =>
          new LogSubscription(stack, id, { destination, logGroupNames });
        subscribe("ToStream", kinesisStream(stream.arn), ["/app"]);
        subscribe("ToFirehose", firehoseDeliveryStream(firehose.arn), ["/app"]);
        subscribe("ToFunction", lambdaFunction(watch.arn), ["/one", "/two"]);
        subscribe("ToAlias", lambdaFunction(live.arn, { qualifier: live.name }), ["/watched"]);
      },
      sends: [
        { logGroup: "/app", arrivesIn: named("kinesis", "stream/logs") },
        { logGroup: "/app", arrivesIn: named("firehose", "deliverystream/archive") },
        { logGroup: "/two", arrivesIn: named("lambda", "function:watch") },
        { logGroup: "/watched", arrivesIn: named("lambda", "function:watch:live") },
      ],
    });
    expect(stdout.match(/^arrived from .*$/gm)).toEqual(
      ["/app", "/app", "/two", "/watched"].map((name) => `arrived from ${name}`),
    );
  });
});
