import { gunzipSync } from "node:zlib";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutAccountPolicyCommand,
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from "@aws-sdk/client-kinesis";
import { LocalLogs } from "@log-destinations/local";
import { type RunningServer, serve } from "@log-destinations/local/node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { query } from "./query.ts";
import { send } from "./wire.ts";

/** The steps of the user guide's cross-account set-ups: their names, documents and order of calls. */
const sender = "111111111111";
const recipient = "222222222222";
const region = "us-east-1";
const streamArn = `arn:aws:kinesis:${region}:${recipient}:stream/RecipientStream`;
const destinationArn = `arn:aws:logs:${region}:${recipient}:destination:testDestination`;
const filterRole = `arn:aws:iam::${sender}:role/CWLtoSubscriptionFilterRole`;

let local: LocalLogs;
let server: RunningServer;
beforeEach(async () => {
  const organized = { organizationPath: "o-1234567890/r-ab12/" };
  local = new LocalLogs({ strict: true, declarations: { accounts: { [sender]: organized, [recipient]: organized } } });
  server = await serve(local);
});
afterEach(() => server.close());

const optionsOf = (accessKeyId: string) => ({
  endpoint: server.url,
  region,
  credentials: { accessKeyId, secretAccessKey: "any" },
});

async function createRole(account: string, RoleName: string, trust: object, permissions: object) {
  const calls: [string, Record<string, string>][] = [
    ["CreateRole", { RoleName, AssumeRolePolicyDocument: JSON.stringify({ Statement: trust }) }],
    [
      "PutRolePolicy",
      {
        RoleName,
        PolicyName: "Permissions-Policy-For-CWL",
        PolicyDocument: JSON.stringify({ Statement: [permissions] }),
      },
    ],
  ];
  for (const [action, parameters] of calls) {
    expect((await query(local, "iam", action, parameters, { key: account })).texts("Message")).toEqual([]);
  }
}

const trust = (accounts: readonly string[]) => ({
  Effect: "Allow",
  Principal: { Service: "logs.amazonaws.com" },
  Condition: { StringLike: { "aws:SourceArn": accounts.map((account) => `arn:aws:logs:${region}:${account}:*`) } },
  Action: "sts:AssumeRole",
});

async function recipientsPart(statement: object) {
  const logs = new CloudWatchLogsClient(optionsOf(recipient));
  const kinesis = new KinesisClient(optionsOf(recipient));
  await kinesis.send(new CreateStreamCommand({ StreamName: "RecipientStream", ShardCount: 1 }));
  const put = { Effect: "Allow", Action: "kinesis:PutRecord", Resource: streamArn };
  await createRole(recipient, "CWLtoKinesisRole", trust([sender, recipient]), put);
  const roleArn = `arn:aws:iam::${recipient}:role/CWLtoKinesisRole`;
  const destinationName = "testDestination";
  await logs.send(new PutDestinationCommand({ destinationName, targetArn: streamArn, roleArn }));
  const allowed = { Sid: "", Effect: "Allow", Action: ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"] };
  const Statement = [{ ...allowed, Resource: destinationArn, ...statement }];
  const accessPolicy = JSON.stringify({ Version: "2012-10-17", Statement });
  await logs.send(new PutDestinationPolicyCommand({ destinationName, accessPolicy }));
}

async function sendersPart(subscribe: (logs: CloudWatchLogsClient, logGroupName: string) => Promise<unknown>) {
  const logs = new CloudWatchLogsClient(optionsOf(sender));
  const stream = { logGroupName: "hello1", logStreamName: "s" };
  await logs.send(new CreateLogGroupCommand(stream));
  await logs.send(new CreateLogStreamCommand(stream));
  await subscribe(logs, stream.logGroupName);
  const logEvents = [{ timestamp: Date.now(), message: "a Test line" }];
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
}

async function received(): Promise<{ messageType: string; owner: string; logEvents: { message: string }[] }[]> {
  const kinesis = new KinesisClient(optionsOf(recipient));
  const from = { StreamName: "RecipientStream", ShardId: "shardId-000000000000" } as const;
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({ ...from, ShardIteratorType: "TRIM_HORIZON" }),
  );
  const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator, Limit: 10 }));
  return Records.map(({ Data }) => JSON.parse(gunzipSync(Data as Uint8Array).toString()));
}

const arrived = [
  { messageType: "CONTROL_MESSAGE" },
  { messageType: "DATA_MESSAGE", owner: sender, logEvents: [{ message: "a Test line" }] },
];
const senderRole = () =>
  createRole(sender, "CWLtoSubscriptionFilterRole", trust([sender]), {
    Effect: "Allow",
    Action: "logs:PutLogEvents",
    Resource: `arn:aws:logs:${region}:${sender}:log-group:*`,
  });
const ofOrganization = {
  Principal: "*",
  Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-1234567890"] } },
};

test("Kinesis, by account", async () => {
  await recipientsPart({ Principal: { AWS: sender } });
  await sendersPart((logs, logGroupName) =>
    logs.send(
      new PutSubscriptionFilterCommand({
        logGroupName,
        filterName: "RecipientStream",
        filterPattern: "",
        destinationArn,
      }),
    ),
  );
  expect(await received()).toMatchObject(arrived);
});

test("Kinesis, by organization", async () => {
  await recipientsPart(ofOrganization);
  await senderRole();
  await sendersPart((logs, logGroupName) => {
    const filter = { logGroupName, filterName: "RecipientStream", filterPattern: "", destinationArn };
    return logs.send(new PutSubscriptionFilterCommand({ ...filter, roleArn: filterRole }));
  });
  expect(await received()).toMatchObject(arrived);
});

test("Kinesis, by account policy", async () => {
  await recipientsPart(ofOrganization);
  await senderRole();
  const document = {
    RoleArn: filterRole,
    DestinationArn: destinationArn,
    FilterPattern: "Test",
    Distribution: "Random",
  };
  await sendersPart((logs) =>
    logs.send(
      new PutAccountPolicyCommand({
        policyName: "ExamplePolicy",
        policyType: "SUBSCRIPTION_FILTER_POLICY",
        policyDocument: JSON.stringify(document),
        selectionCriteria: 'LogGroupName NOT IN ["LogGroupToExclude1"]',
        scope: "ALL",
      }),
    ),
  );
  expect(await received()).toMatchObject(arrived);
});

test("Firehose", async () => {
  const DeliveryStreamName = "my-delivery-stream";
  const firehose = (operation: string, request: object) =>
    send(
      local,
      operation,
      { DeliveryStreamName, ...request },
      { account: recipient, region, target: "Firehose_20150804", service: "firehose" },
    );
  const toBucket = {
    RoleARN: `arn:aws:iam::${recipient}:role/FirehosetoS3Role`,
    BucketARN: "arn:aws:s3:::amzn-s3-demo-bucket",
  };
  const { body } = await firehose("CreateDeliveryStream", { S3DestinationConfiguration: toBucket });
  const targetArn = `arn:aws:firehose:${region}:${recipient}:deliverystream/my-delivery-stream`;
  expect(body).toEqual({ DeliveryStreamARN: targetArn });
  expect((await firehose("DescribeDeliveryStream", {})).text).toContain('"DeliveryStreamStatus":"ACTIVE"');
  const put = { Effect: "Allow", Action: ["firehose:*"], Resource: [`arn:aws:firehose:${region}:${recipient}:*`] };
  await createRole(recipient, "CWLtoKinesisFirehoseRole", trust([sender, recipient]), put);
  const roleArn = `arn:aws:iam::${recipient}:role/CWLtoKinesisFirehoseRole`;
  const logs = new CloudWatchLogsClient(optionsOf(recipient));
  await logs.send(new PutDestinationCommand({ destinationName: "testDestination", targetArn, roleArn }));
  expect(local.control.records(targetArn)).toHaveLength(1);
});
