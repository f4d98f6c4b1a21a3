import { LogDestinationsClient } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { owner, refusal, region, send, sender } from "../wire.ts";

let local: LocalLogs;
let now: number;
beforeEach(() => {
  now = 1_767_225_600_000;
  local = new LocalLogs({ clock: () => now });
});

const create = (logGroupName: string) => send(local, "CreateLogGroup", { logGroupName });
const list = async (operation: string, request: object) => (await send(local, operation, request)).body;
const missing = (what: string) => refusal("ResourceNotFoundException", `The specified ${what} does not exist.`);
const done = { status: 200, text: "" };

describe("log groups", () => {
  test("are made once, listed in ASCII order page by page, and deleted", async () => {
    for (const name of ["b", "a", "B"]) expect(await create(name)).toMatchObject(done);
    expect(await create("a")).toMatchObject(
      refusal("ResourceAlreadyExistsException", "The specified log group already exists"),
    );
    const arn = `arn:aws:logs:${region}:${owner}:log-group:B`;
    expect(await list("DescribeLogGroups", { limit: 1 })).toEqual({
      logGroups: [
        {
          logGroupName: "B",
          creationTime: now,
          metricFilterCount: 0,
          storedBytes: 0,
          logGroupClass: "STANDARD",
          deletionProtectionEnabled: false,
          arn: `${arn}:*`,
          logGroupArn: arn,
        },
      ],
      nextToken: "B",
    });
    expect(await list("DescribeLogGroups", { nextToken: "B" })).toMatchObject({
      logGroups: [{ logGroupName: "a" }, { logGroupName: "b" }],
    });
    expect(await list("DescribeLogGroups", { logGroupNamePrefix: "a" })).toMatchObject({
      logGroups: [{ logGroupName: "a" }],
    });
    expect(await send(local, "DeleteLogGroup", { logGroupName: "a" })).toMatchObject(done);
    expect(await send(local, "DeleteLogGroup", { logGroupName: "a" })).toMatchObject(missing("log group"));
    expect(await send(local, "DescribeLogGroups", {}, { account: sender })).toMatchObject({ text: '{"logGroups":[]}' });
  });

  test("what is not modelled is refused by name, unless it asks for what happens anyway", async () => {
    const harmless = { includeLinkedAccounts: false, accountIdentifiers: [], logGroupClass: "STANDARD" };
    expect(await send(local, "DescribeLogGroups", harmless)).toMatchObject({ status: 200 });
    expect(await send(local, "DescribeLogGroups", { logGroupNamePattern: "a" })).toMatchObject(
      refusal("InvalidParameterException", "logGroupNamePattern is not modelled by the local service [LD3302]"),
    );
  });

  test("are listed by the client, which goes on by name after its token has expired", async () => {
    // In the order of their ARNs, which end in :*, the second would come first.
    for (const name of ["a", "a-b", "b"]) await create(name);
    const credentials = { accessKeyId: owner, secretAccessKey: "none" };
    const client = new LogDestinationsClient({ region, credentials, fetch: local.fetch });
    const names: string[] = [];
    for await (const { logGroupName } of client.logGroups({ logGroupNamePrefix: "a" }, { pageSize: 1 })) {
      names.push(logGroupName);
      now += 25 * 3_600_000;
    }
    expect(names).toEqual(["a", "a-b"]);
  });
});
