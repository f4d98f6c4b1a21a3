import { describe, expect, test } from "vitest";
import { good, strictService, trustFor, undeliverable } from "../strict-service.ts";
import { arnOf, owner, region, role, send, sender, stream } from "../wire.ts";

describe("a trust confined by the source", () => {
  const arn = (account: string) => `arn:aws:logs:${region}:${account}:*`;
  const organization = "o-a1b2c3d4e5";
  const unit = `${organization}/r-ab12/ou-ab12-11111111/`;

  /** Can the test message of the owner, and a log line of the sender, go through such a role? */
  async function reach(Condition: object) {
    const { local, put } = strictService({ ...good, trust: trustFor({ Condition }) });
    const organizationPath = `${unit}ou-ab12-22222222/`;
    local.control.declare({ accounts: { [owner]: { organizationPath }, [sender]: { organizationPath } } });
    const ownersTest = (await put()).status === 200;
    local.control.declare({ roles: { [role]: good } });
    await put();
    const Statement = [{ Effect: "Allow", Principal: { AWS: sender }, Action: "logs:*", Resource: arnOf("central") }];
    await send(local, "PutDestinationPolicy", {
      destinationName: "central",
      accessPolicy: JSON.stringify({ Statement }),
    });
    const asSender = { account: sender };
    const group = { logGroupName: "g" };
    await send(local, "CreateLogGroup", group, asSender);
    await send(local, "CreateLogStream", { ...group, logStreamName: "s" }, asSender);
    const filter = { ...group, filterName: "f", filterPattern: "", destinationArn: arnOf("central") };
    await send(local, "PutSubscriptionFilter", filter, asSender);
    local.control.declare({ roles: { [role]: { ...good, trust: trustFor({ Condition }) } } });
    const before = local.control.records(stream).length;
    const logEvents = [{ timestamp: Date.now(), message: "hello" }];
    const logged = await send(local, "PutLogEvents", { ...group, logStreamName: "s", logEvents }, asSender);
    expect(logged.status).toBe(200);
    return { ownersTest, sendersLine: local.control.records(stream).length > before };
  }

  test.each([
    ["both ARNs", { StringLike: { "aws:SourceArn": [arn(owner), arn(sender)] } }, true, true],
    [
      "the owner's ARN alone passes the test and never delivers",
      { ArnLike: { "aws:SourceArn": arn(owner) } },
      true,
      false,
    ],
    ["the sender's ARN alone fails the test", { ArnEquals: { "AWS:sourcearn": arn(sender) } }, false, true],
    ["an account wildcard", { ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:*:*` } }, true, true],
    ["another Region", { ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:*:*` } }, false, false],
    ["accounts", { StringEquals: { "aws:SourceAccount": [owner] } }, true, false],
    ["the organization", { StringEquals: { "aws:SourceOrgID": organization } }, true, true],
    ["another organization", { StringEquals: { "aws:SourceOrgID": "o-zzzzzzzzzz" } }, false, false],
    ["StringEquals, which knows no wildcards", { StringEquals: { "aws:SourceArn": arn(owner) } }, false, false],
    [
      "its forms of lists and of whatever case",
      { "ForAnyValue:StringEqualsIgnoreCase": { "AWS:SourceArn": [arn(owner), arn(sender)] } },
      false,
      false,
    ],
    ["what does not equal a pattern", { StringNotEquals: { "aws:SourceArn": arn(sender) } }, true, true],
    ["the path in an organization", { "ForAnyValue:StringLike": { "aws:SourceOrgPaths": `${unit}*` } }, true, true],
    ["another path", { "ForAnyValue:StringEquals": { "aws:SourceOrgPaths": `${organization}/r-ab12/` } }, false, false],
    ["the negation", { StringNotEquals: { "aws:SourceAccount": sender } }, true, false],
  ])("%s", async (_, condition, ownersTest, sendersLine) => {
    expect(await reach(condition)).toEqual({ ownersTest, sendersLine });
  });
});

test("a note names the operators that know wildcards", async () => {
  const Condition = { StringEquals: { "aws:SourceArn": `arn:aws:logs:${region}:${owner}:*` } };
  const { put, notes } = strictService({ ...good, trust: trustFor({ Condition }) });
  expect(await put()).toMatchObject(undeliverable);
  expect(notes).toEqual([
    expect.stringContaining("StringEquals compares aws:SourceArn without wildcards; use ArnLike or StringLike"),
  ]);
});
