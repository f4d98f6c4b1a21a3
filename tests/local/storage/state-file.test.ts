import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessPolicy, subscriptionPolicyDocument } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { openStateFile, type StateFile } from "@log-destinations/local/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, owner, role, send, sender, stream } from "../wire.ts";

let folder: string;
let file: string;
const open: StateFile[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
  file = join(folder, "state.jsonl");
});
afterEach(() => {
  for (const state of open.splice(0)) state.close();
  rmSync(folder, { recursive: true });
});

function start(): LocalLogs {
  const storage = openStateFile(file);
  open.push(storage);
  return new LocalLogs({ storage });
}
const stop = () => open.pop()?.close();
const put = (local: LocalLogs, name: string) =>
  send(local, "PutDestination", { destinationName: name, targetArn: stream, roleArn: role, tags: { name } });
const names = async (local: LocalLogs) =>
  ((await send(local, "DescribeDestinations", {})).body.destinations as { destinationName: string }[]).map(
    ({ destinationName }) => destinationName,
  );

describe("a state file", () => {
  test("brings back attributes of log groups, sources of streams, and keys", async () => {
    const key = `arn:aws:kms:eu-west-1:${owner}:key/1234abcd`;
    const logGroup = `arn:aws:logs:eu-west-1:${owner}:log-group:/app`;
    const firehose = `arn:aws:firehose:eu-west-1:${owner}:deliverystream/archive`;
    const attributes = { retentionInDays: 7, logGroupClass: "DELIVERY", deletionProtectionEnabled: true } as const;
    const { control } = start();
    control.declare({
      logGroups: { [logGroup]: { ...attributes, kmsKeyId: key } },
      streams: { [firehose]: { source: "MSKAsSource" } },
      keys: { [key]: { aliases: ["alias/logs"] }, [`${key}-gone`]: {} },
    });
    control.withdraw({ keys: [`${key}-gone`] });
    const before = [control.logGroup(logGroup), control.stream(firehose), control.key(key)];
    stop();
    const second = start();
    const { control: after } = second;
    expect([after.logGroup(logGroup), after.stream(firehose), after.key(key)]).toEqual(before);
    expect(before).toMatchObject([
      { ...attributes, kmsKeyId: key },
      { source: "MSKAsSource" },
      { keyState: "Enabled" },
    ]);
    const request = { logGroupName: "/other", kmsKeyId: `${key}-gone` };
    expect(await send(second, "CreateLogGroup", request)).toMatchObject({ status: 400 });
  });

  test("brings back account policies, and which log groups a stream's pipeline logs into", async () => {
    const policyType = "SUBSCRIPTION_FILTER_POLICY";
    const describePolicies = (local: LocalLogs) => send(local, "DescribeAccountPolicies", { policyType });
    const first = start();
    first.control.declare({ streams: { [stream]: { pipelineLogGroups: ["/aws/lambda/reader"] } } });
    await put(first, "central");
    await send(first, "PutDestinationPolicy", {
      destinationName: "central",
      accessPolicy: accessPolicy({ destinationArn: arnOf("central"), accounts: [owner], accountLevel: true }),
    });
    const policyDocument = subscriptionPolicyDocument({ DestinationArn: arnOf("central"), FilterPattern: "" });
    const selectionCriteria = 'LogGroupName NOT IN ["/aws/lambda/reader"]';
    await send(first, "PutAccountPolicy", { policyName: "all", policyType, policyDocument, selectionCriteria });
    const { body } = await describePolicies(first);
    expect(body).toMatchObject({ accountPolicies: [{ policyDocument, selectionCriteria }] });
    stop();
    const second = start();
    expect((await describePolicies(second)).body).toEqual(body);
    expect(second.control.stream(stream)).toMatchObject({ pipelineLogGroups: ["/aws/lambda/reader"] });
    await send(second, "CreateLogGroup", { logGroupName: "/app" });
    await send(second, "CreateLogStream", { logGroupName: "/app", logStreamName: "s" });
    const logEvents = [{ timestamp: Date.now(), message: "a line" }];
    await send(second, "PutLogEvents", { logGroupName: "/app", logStreamName: "s", logEvents });
    // Behind the test message of the destination.
    expect(second.control.records(stream)).toHaveLength(2);
  });

  test("brings everything back: destinations, tags, filters, streams, roles, records; no secrets", async () => {
    const first = start();
    first.control.declare({
      accounts: { [sender]: { organization: "o-a1b2c3d4e5" } },
      accessKeys: { AKIAEXAMPLE: { account: owner, secretAccessKey: "hush-hush" } },
      streams: { [stream]: {} },
    });
    first.control.withdraw({ accessKeys: ["AKIAEXAMPLE"] });
    await put(first, "b");
    await put(first, "a");
    await put(first, "gone");
    first.control.declare({ streams: { [`${stream}-gone`]: {} } });
    first.control.withdraw({ streams: [`${stream}-gone`] });
    await send(first, "DeleteDestination", { destinationName: "gone" });
    await send(first, "CreateLogGroup", { logGroupName: "g" });
    const before = {
      destinations: (await send(first, "DescribeDestinations", {})).body,
      groups: (await send(first, "DescribeLogGroups", {})).body,
      records: first.control.records(stream),
    };
    stop();
    expect(readFileSync(file, "utf8")).not.toContain("hush-hush");

    const second = start();
    expect({
      destinations: (await send(second, "DescribeDestinations", {})).body,
      groups: (await send(second, "DescribeLogGroups", {})).body,
      records: second.control.records(stream),
    }).toEqual(before);
    expect(second.control.account(sender)).toEqual({ organization: "o-a1b2c3d4e5" });
    const toGone = { destinationName: "d", targetArn: `${stream}-gone`, roleArn: role };
    expect(await send(second, "PutDestination", toGone)).toMatchObject({ status: 400 });
    await put(second, "c");
    expect(second.control.records(stream)).toHaveLength(before.records.length + 1);
    expect(await names(second)).toEqual(["a", "b", "c"]);
  });

  test("drops a last line that is not complete, and goes on behind the one before", async () => {
    const first = start();
    await put(first, "a");
    await put(first, "b");
    stop();
    truncateSync(file, readFileSync(file).length - 7);
    const second = start();
    expect(await names(second)).toEqual(["a"]);
    await put(second, "c");
    stop();
    expect(await names(start())).toEqual(["a", "c"]);
  });

  test("sequence numbers go on over a restart, also where the clock stands still", async () => {
    const clock = () => 1_767_225_600_000;
    for (let round = 0; round < 3; round++) {
      const storage = openStateFile(file);
      const local = new LocalLogs({ storage, clock });
      await put(local, "a");
      expect(local.control.records(stream)).toHaveLength(round + 1);
      storage.close();
    }
  });

  test("is tidied up when most of it was overwritten", async () => {
    const first = start();
    await put(first, "same");
    for (let round = 0; round < 1200; round++) {
      await send(first, "TagResource", { resourceArn: arnOf("same"), tags: { round: String(round) } });
    }
    const before = readFileSync(file).length;
    stop();
    const second = start();
    expect(readFileSync(file).length).toBeLessThan(before / 100);
    expect(await names(second)).toEqual(["same"]);
    const { tags } = (await send(second, "ListTagsForResource", { resourceArn: arnOf("same") })).body;
    expect(tags).toEqual({ name: "same", round: "1199" });
  });

  test("is tidied up while it grows, and what is live stays", async () => {
    const local = start();
    await put(local, "same");
    await put(local, "other");
    const tags = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`k${index}`, "x".repeat(250)]));
    let largest = 0;
    for (let round = 0; round < 900; round++) {
      await send(local, "TagResource", { resourceArn: arnOf("same"), tags: { ...tags, name: String(round) } });
      largest = Math.max(largest, statSync(file).size);
    }
    expect(largest).toBeLessThan(5 * 2 ** 20);
    expect(largest).toBeGreaterThan(4 * 2 ** 20);
    expect(statSync(file).size).toBeLessThan(largest);
    await put(local, "later");
    stop();
    const again = start();
    expect(await names(again)).toEqual(["later", "other", "same"]);
    const body = (await send(again, "ListTagsForResource", { resourceArn: arnOf("same") })).body;
    expect(body.tags).toEqual({ ...tags, name: "899" });
    expect(again.control.records(stream)).toHaveLength(3);
  });

  test("is read in pieces, whatever lies across their bounds", async () => {
    const local = start();
    const texts = [1, 2, 3].map((round) => "é€😀".repeat(60_000 + round));
    const roles = texts.map((text, index) => [
      `${role}-${index}`,
      { trust: JSON.stringify({ Statement: { Sid: text, Effect: "Allow" } }) },
    ]);
    local.control.declare({ roles: Object.fromEntries(roles) });
    await put(local, "a");
    stop();
    const again = start();
    for (const [arn, declared] of roles as [string, { trust: string }][]) {
      expect(again.control.role(arn)?.trust).toBe(declared.trust);
    }
    expect(await names(again)).toEqual(["a"]);
  });

  test("what still writes to a closed one is refused, and no other file gets it", async () => {
    const storage = openStateFile(file);
    const local = new LocalLogs({ storage });
    await put(local, "a");
    storage.close();
    storage.close();
    const other = openStateFile(join(folder, "other"));
    const before = readFileSync(join(folder, "other"));
    const message = `the state could not be written: the state file is closed: ${file} [LD3103] [LD3110]`;
    expect(await put(local, "b")).toMatchObject({ status: 500, body: { message } });
    expect(await names(local)).toEqual(["a"]);
    expect(readFileSync(join(folder, "other"))).toEqual(before);
    expect(() => new LocalLogs({ storage })).toThrow("the state file is closed");
    other.close();
  });

  test("keeps one world: a second one would start empty and write over it", async () => {
    const storage = openStateFile(file);
    open.push(storage);
    await put(new LocalLogs({ storage }), "a");
    expect(() => new LocalLogs({ storage })).toThrow(`${file} keeps the state of a LocalLogs already`);
  });

  test.each([
    ["a folder that is not there", "no/state", "its folder does not exist; make it, or name another file"],
    ["a folder", ".", "it is a folder; name a file in it"],
  ])("%s is told with the file and what to do", (_, path, remedy) => {
    const wrong = join(folder, path);
    expect(() => openStateFile(wrong)).toThrow(`${JSON.stringify(wrong)} cannot be used as state file: ${remedy}`);
  });

  test("what cannot be written does not happen", async () => {
    const local = new LocalLogs({
      storage: {
        load: () => [],
        append: () => {
          throw new Error("no space left on device");
        },
      },
    });
    const answer = await put(local, "a");
    const message = "the state could not be written: no space left on device [LD3110]";
    expect(answer).toMatchObject({ status: 500, body: { __type: "ServiceUnavailableException", message } });
    expect(await names(local)).toEqual([]);
  });

  test.each([
    ["a file of something else", "important notes\n", "is not a state file: its first line is another"],
    ["a file of something else in JSON", "null\n", "is not a state file: its first line is another"],
    [
      "a later version",
      '{"format":"log-destinations state","version":2,"more":true}\n[]\n',
      "is a state file of version 2, and this program reads version 1. Use the program that wrote it",
    ],
    ["a line that was changed", undefined, /state\.jsonl:3 cannot be read/],
  ])("%s is refused and left as it is", async (_, content, message) => {
    if (content === undefined) {
      await put(start(), "a");
      stop();
      appendFileSync(file, '[["nothing","",""]]\n');
    } else {
      writeFileSync(file, content);
    }
    const before = readFileSync(file);
    expect(() => openStateFile(file)).toThrow(message);
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder)).toEqual(["state.jsonl"]);
  });

  test("an empty file is a new one", async () => {
    writeFileSync(file, "");
    expect(await names(start())).toEqual([]);
  });
});
