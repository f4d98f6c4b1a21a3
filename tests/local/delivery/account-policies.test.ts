import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import {
  accessPolicy,
  type DestinationsApi,
  fromSdk,
  LogDestinationsClient,
  selectionCriteria,
  subscriptionPolicyDocument,
} from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { type RunningServer, serve } from "@log-destinations/local/node";
import { transformSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, owner, region, role, send, sender, stream } from "../wire.ts";

const outsider = "999900001111";
const organization = "o-a1b2c3d4e5";
const sendersRole = (account: string) => `arn:aws:iam::${account}:role/logs`;
const policyType = "SUBSCRIPTION_FILTER_POLICY";

let local: LocalLogs;
let server: RunningServer;
let notes: string[];

beforeEach(async () => {
  notes = [];
  local = new LocalLogs({ onNote: (line) => notes.push(line) });
  local.control.declare({ streams: { [stream]: {} }, accounts: { [sender]: { organization } } });
  server = await serve(local);
});
afterEach(() => server.close());

/** The records that the stream got, as they were written. */
const written = (): Record<string, unknown>[] =>
  local.control.records(stream).map(({ data }) => JSON.parse(gunzipSync(data).toString()));

/** Everything that arrived, but for test messages: where from, by what, and the lines. */
const arrived = () =>
  written()
    .filter(({ messageType }) => messageType === "DATA_MESSAGE")
    .map(({ logGroup, subscriptionFilters, policyLevel, logEvents }) => ({
      logGroup,
      by: subscriptionFilters,
      policyLevel,
      lines: (logEvents as { message: string }[]).map(({ message }) => message),
    }));

async function log(logGroupName: string, message: string, account = sender): Promise<void> {
  const to = { logGroupName, logStreamName: "s" };
  for (const operation of ["CreateLogGroup", "CreateLogStream"]) await send(local, operation, to, { account });
  const logEvents = [{ timestamp: Date.now(), message }];
  expect(await send(local, "PutLogEvents", { ...to, logEvents }, { account })).toMatchObject({ status: 200 });
}

const ofAccount = { by: ["everything"], policyLevel: "ACCOUNT_LEVEL_POLICY" };

const clients: [name: string, as: (account: string) => DestinationsApi][] = [
  [
    "the AWS SDK's client",
    (account) =>
      fromSdk(
        new CloudWatchLogs({
          endpoint: server.url,
          region,
          credentials: { accessKeyId: account, secretAccessKey: "any" },
        }),
      ) as unknown as DestinationsApi,
  ],
  [
    "this package's client",
    (account) =>
      new LogDestinationsClient({
        endpoint: server.url,
        region,
        credentials: { accessKeyId: account, secretAccessKey: "any" },
      }),
  ],
];

describe.each(clients)("%s", (_, as) => {
  test("subscribes a whole account, but for the log groups that it excludes, to a destination that lets in its organization", async () => {
    const [owning, sending] = [as(owner), as(sender)];
    await owning.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
    const destinationArn = arnOf("central");
    await owning.putDestinationPolicy({
      destinationName: "central",
      accessPolicy: accessPolicy({ destinationArn, organizations: [organization], accountLevel: true }),
    });
    await log("before", "too early");
    const put = (api: DestinationsApi, account: string) =>
      api.putAccountPolicy({
        policyName: "everything",
        policyType,
        policyDocument: subscriptionPolicyDocument({
          DestinationArn: destinationArn,
          FilterPattern: "",
          RoleArn: sendersRole(account),
        }),
        selectionCriteria: selectionCriteria(["/aws/lambda/transform", "/aws/kinesisfirehose/central"]),
      });
    const { accountPolicy } = await put(sending, sender);
    expect(accountPolicy.selectionCriteria).toBe(
      'LogGroupName NOT IN ["/aws/kinesisfirehose/central","/aws/lambda/transform"]',
    );
    expect((await sending.describeAccountPolicies({ policyType })).accountPolicies).toEqual([accountPolicy]);

    await log("before", "from a group of before");
    await log("made-later", "from a group of afterwards");
    await log("/aws/lambda/transform", "never");
    await log("/aws/kinesisfirehose/central", "never");
    await log("/aws/lambda/transform-2", "from a group whose name begins the same");
    expect(arrived()).toEqual([
      { logGroup: "before", lines: ["from a group of before"], ...ofAccount },
      { logGroup: "made-later", lines: ["from a group of afterwards"], ...ofAccount },
      { logGroup: "/aws/lambda/transform-2", lines: ["from a group whose name begins the same"], ...ofAccount },
    ]);

    // That an account outside gets this code is inferred, by analogy with filters. [F197]
    await expect(put(as(outsider), outsider)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await log("made-later", "of an account outside", outsider);
    await sending.deleteAccountPolicy({ policyName: "everything", policyType });
    await log("made-later", "after the end");
    expect(arrived()).toHaveLength(3);
  });
});

describe("an account policy", () => {
  const put = (document: object = {}, more: object = {}) =>
    local.as({ account: sender, region }).putAccountPolicy({
      policyName: "everything",
      policyType,
      policyDocument: subscriptionPolicyDocument({ DestinationArn: arnOf("central"), FilterPattern: "", ...document }),
      ...more,
    });
  const allow = (accounts: string[], accountLevel = true) =>
    local.as({ account: owner, region }).putDestinationPolicy({
      destinationName: "central",
      accessPolicy: accessPolicy({ destinationArn: arnOf("central"), accounts, accountLevel }),
    });

  beforeEach(async () => {
    const api = local.as({ account: owner, region });
    await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
    await allow([sender]);
  });

  test("delivers what its pattern matches, beside the filters of the log group", async () => {
    await put({ FilterPattern: "ERROR" });
    await log("app", "too early for the filter");
    await local.as({ account: sender, region }).putSubscriptionFilter({
      logGroupName: "app",
      filterName: "own",
      filterPattern: "",
      destinationArn: arnOf("central"),
    });
    await log("app", "ERROR in aisle four");
    await log("app", "fine");
    const line = { logGroup: "app", lines: ["ERROR in aisle four"] };
    expect(arrived()).toEqual([
      { ...line, by: ["own"], policyLevel: undefined },
      { ...line, ...ofAccount },
      { logGroup: "app", lines: ["fine"], by: ["own"], policyLevel: undefined },
    ]);
  });

  test("has policyLevel as its last member, and a filter's record has none", async () => {
    await put();
    await log("app", "a line");
    const members = Object.keys(written().at(-1) ?? {});
    expect(members).toEqual([
      "messageType",
      "owner",
      "logGroup",
      "logStream",
      "subscriptionFilters",
      "logEvents",
      "policyLevel",
    ]);
  });

  test("takes a change of its pattern and of its criteria at once", async () => {
    await put();
    await log("app", "one");
    await put({}, { selectionCriteria: selectionCriteria(["app"]) });
    await log("app", "two");
    await put({ FilterPattern: "three" });
    await log("app", "three");
    expect(arrived().map(({ lines }) => lines)).toEqual([["one"], ["three"]]);
  });

  test("passes over log groups of a class that takes no filter", async () => {
    await put();
    local.control.declare({
      logGroups: {
        [`arn:aws:logs:${region}:${sender}:log-group:rare`]: { logGroupClass: "INFREQUENT_ACCESS" },
      },
    });
    await log("rare", "a line");
    expect(arrived()).toEqual([]);
  });

  test("delivers nothing where the destination no longer lets it in, and says so", async () => {
    await put();
    await allow([sender], false);
    await log("app", "a line");
    expect(arrived()).toEqual([]);
    expect(notes.at(-1)).toMatch(
      /^the account policy everything delivers nothing of app: the access policy of .* does not allow .*logs:PutAccountPolicy/,
    );
  });

  test("whose destination asks for a role by now says that it has none", async () => {
    await put();
    await local.as({ account: owner, region }).putDestinationPolicy({
      destinationName: "central",
      accessPolicy: accessPolicy({
        destinationArn: arnOf("central"),
        organizations: [organization],
        accountLevel: true,
      }),
      forceUpdate: true,
    });
    await log("app", "a line");
    expect(arrived()).toEqual([]);
    expect(notes.at(-1)).toMatch(/lets in by organization, and the account policy has no role \[LD3223\]/);
  });
});

test("the README's program subscribes an account, and changes nothing the second time", {
  timeout: 60_000,
}, async () => {
  const api = local.as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  await api.putDestinationPolicy({
    destinationName: "central",
    accessPolicy: accessPolicy({ destinationArn: arnOf("central"), accounts: [sender], accountLevel: true }),
  });
  const root = join(import.meta.dirname, "../../..");
  const page = readFileSync(join(root, "core/README.md"), "utf8");
  const samples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  const [sample = "", ...more] = samples.filter((code) => code.includes("excludeLogGroups"));
  expect(more).toEqual([]);
  const { code } = transformSync(sample, { loader: "ts", format: "esm", target: "node20" });
  const run = () =>
    promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", code],
      {
        cwd: root,
        env: {
          ...process.env,
          AWS_ACCESS_KEY_ID: sender,
          AWS_SECRET_ACCESS_KEY: "any",
          AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: server.url,
        },
      },
    );
  const criteria = 'LogGroupName NOT IN ["/aws/kinesisfirehose/central","/aws/lambda/transform"]';
  expect((await run()).stdout).toBe(`${criteria} [ 'created' ]\n`);
  expect((await run()).stdout).toBe(`${criteria} []\n`);
});
