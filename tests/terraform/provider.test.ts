import { LocalLogs } from "@log-destinations/local";
import { beforeEach, expect, test } from "vitest";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { unknown, type Values } from "../../terraform/src/protocol/types.ts";
import { Provider } from "../../terraform/src/provider.ts";
import { emptyValues, providerSchema } from "../../terraform/src/schema/schema.ts";
import { owner, sender } from "../local/wire.ts";

let provider: Provider;
const connection = {};
beforeEach(() => {
  const logs = new LocalLogs();
  provider = new Provider(logs, {
    url: "http://127.0.0.1:9",
    accessKeyId: owner,
    region: "eu-west-1",
    accountOf: (key) => logs.control.accountOf(key),
    propagation: 0,
    createdNotInState: new CreatedNotInState(),
    declared: { profiles: { logging: sender } },
  });
});

const block = (values: Values): Values => ({ ...emptyValues(providerSchema), ...values });
const assumed = (role_arn: Values[string]) => block({ assume_role: [{ role_arn }] });

test("each connection has the account and Region of its own block", () => {
  const other = {};
  provider.configure(connection, block({}));
  provider.configure(other, block({ access_key: sender, region: "us-east-1" }));
  expect(provider.contextOf(connection, {})).toMatchObject({ account: owner, region: "eu-west-1" });
  expect(provider.contextOf(other, {})).toMatchObject({ account: sender, region: "us-east-1" });
});

test("a connection that was never configured has no account, not even a default one", () => {
  provider.configure({}, block({}));
  expect(() => provider.contextOf(connection, {})).toThrow("[LD4108]");
});

test("the region of a resource goes before that of the provider, and decides about the partition", () => {
  provider.configure(connection, block({}));
  expect(provider.contextOf(connection, { region: "cn-north-1" })).toMatchObject({
    region: "cn-north-1",
    partition: "aws-cn",
    callerArn: `arn:aws-cn:iam::${owner}:root`,
  });
});

test("the caller is the session of the assumed role", () => {
  provider.configure(connection, assumed(`arn:aws:iam::${sender}:role/path/deploy`));
  expect(provider.contextOf(connection, {})).toMatchObject({
    account: sender,
    callerArn: `arn:aws:sts::${sender}:assumed-role/deploy/terraform`,
  });
});

test("a profile has the account that is declared for it; an undeclared one is refused with the entry to declare", () => {
  provider.configure(connection, block({ profile: "logging" }));
  expect(provider.contextOf(connection, {})).toMatchObject({ account: sender });
  provider.configure(connection, block({ profile: "logging", access_key: owner }));
  expect(provider.contextOf(connection, {})).toMatchObject({ account: owner });
  expect(() => provider.configure(connection, block({ profile: "other" }))).toThrow(
    expect.objectContaining({ detail: expect.stringContaining('{"profiles":{"other":"ACCOUNT"}}') }),
  );
});

test("an account that is known only after apply is an error, and the Region can be asked for nevertheless", () => {
  provider.configure(connection, assumed(unknown));
  expect(() => provider.contextOf(connection, {})).toThrow("the account of the provider is known only after apply");
  expect(provider.regionOf(connection, {})).toBe("eu-west-1");
});

test("a Region that is known only after apply is an error", () => {
  provider.configure(connection, block({ region: unknown }));
  expect(() => provider.regionOf(connection, {})).toThrow("the Region of the provider is known only after apply");
});

test("a stop ends the calls of its connection alone", () => {
  const other = {};
  for (const each of [connection, other]) provider.configure(each, block({}));
  const [stopped, running] = [connection, other].map((each) => provider.contextOf(each, {}).signal);
  provider.stop(connection);
  expect([stopped?.aborted, running?.aborted]).toEqual([true, false]);
  expect(() => stopped?.throwIfAborted()).toThrow("stopped before it was done [LD4204]");
});

test.each<[string, Values, string]>([
  ["a role that is none", { assume_role: [{ role_arn: "deploy" }] }, "[LD4102]"],
  ["a profile that is not declared", { profile: "production" }, "[LD4103]"],
  ["a key of no account", { access_key: "AKIAREAL" }, "[LD4104]"],
  ["an endpoint of AWS", { endpoints: [{ logs: "https://logs.eu-west-1.amazonaws.com" }] }, "[LD4105]"],
  ["another account than is allowed", { allowed_account_ids: [sender] }, `AWS account ID not allowed: ${owner}`],
  ["a forbidden account", { forbidden_account_ids: [owner] }, `AWS account ID not allowed: ${owner}`],
])("a block with %s is refused", (_, values, message) => {
  expect(() => provider.configure(connection, block(values))).toThrow(message);
});
