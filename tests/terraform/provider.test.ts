import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { unknown, type Values } from "../../terraform/src/protocol/types.ts";
import { Provider, type ProviderOptions } from "../../terraform/src/provider.ts";
import { configurationWarnings } from "../../terraform/src/provider-configuration.ts";
import { emptyValues, providerSchema } from "../../terraform/src/schema/schema.ts";
import { owner, sender } from "../local/wire.ts";

let provider: Provider;
const connection = {};
beforeEach(() => {
  const logs = new LocalLogs();
  provider = new Provider(logs, options(logs));
});

function options(logs: LocalLogs): ProviderOptions {
  return {
    url: "http://127.0.0.1:9",
    accessKeyId: owner,
    region: "eu-west-1",
    accountOf: (key) => logs.control.accountOf(key),
    propagation: 0,
    createdNotInState: new CreatedNotInState(),
    declared: { profiles: { logging: sender } },
  };
}

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
  provider.configure(connection, block({ region: "cn-northwest-1" }));
  expect(provider.contextOf(connection, { region: "cn-north-1" })).toMatchObject({
    region: "cn-north-1",
    partition: "aws-cn",
    callerArn: `arn:aws-cn:iam::${owner}:root`,
  });
});

test("a resource in a Region of another partition is refused, in the real provider's words", () => {
  provider.configure(connection, block({}));
  expect(() => provider.refuseOtherPartition(connection, { region: "cn-north-1" })).toThrow(
    "partition (aws-cn) for per-resource Region (cn-north-1) is not the provider's configured partition (aws)",
  );
  for (const region of ["us-east-1", null]) provider.refuseOtherPartition(connection, { region });
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

test("of a chain of roles the last one is the caller, whatever the profile is", () => {
  const roles = ["first", "last"].map((name) => ({ role_arn: `arn:aws:iam::${sender}:role/${name}` }));
  provider.configure(connection, block({ profile: "undeclared", assume_role: roles }));
  expect(provider.contextOf(connection, {})).toMatchObject({
    callerArn: `arn:aws:sts::${sender}:assumed-role/last/terraform`,
  });
});

describe("AWS_PROFILE that is not declared", () => {
  const other = (undeclaredProfile: string) =>
    new Provider(new LocalLogs(), { ...options(new LocalLogs()), undeclaredProfile });

  test("is refused with the entry to declare, where a block says no other account", () => {
    expect(() => other("production").configure(connection, block({}))).toThrow(
      expect.objectContaining({
        message: 'the account of the profile "production" of AWS_PROFILE is not declared [LD4103]',
        detail: expect.stringContaining('{"profiles":{"production":"ACCOUNT"}}'),
      }),
    );
  });

  test.each<Values>([
    { access_key: owner },
    { profile: "logging" },
    { assume_role: [{ role_arn: `arn:aws:iam::${sender}:role/deploy` }] },
  ])("decides about nothing where the block has %j", (values) => {
    expect(() => other("production").configure(connection, block(values))).not.toThrow();
  });
});

test.each(["test", "mock_access_key", "fake", "AKIAIOSFODNN7EXAMPLE", "Dummy"])(
  "the access key %s, as examples have it, is account 000000000000",
  (access_key) => {
    provider.configure(connection, block({ access_key }));
    expect(provider.contextOf(connection, {})).toMatchObject({ account: "000000000000" });
  },
);

describe("endpoints", () => {
  test.each([
    "http://localhost:4566",
    "http://127.0.0.1:4566/",
    "https://localhost.localstack.cloud:4566",
    "http://s3.localhost.localstack.cloud:4566",
    "http://host.docker.internal:4566",
    "http://[::1]:5000",
    "http://localhost:4574",
  ])("%s, where an emulator is, is taken for the local service, and a warning says so", (logs) => {
    const config = block({ endpoints: [{ logs, sts: logs }] });
    provider.configure(connection, config);
    expect(configurationWarnings(config)).toMatchObject([
      { severity: 2, summary: expect.stringContaining("endpoints: logs, sts [LD4553]") },
    ]);
  });

  test.each([
    "https://logs.eu-west-1.amazonaws.com",
    "http://localhost:8080",
    "http://localhost.example.com:4566",
    "http://notlocalhost.localstack.cloud:4566",
    "localhost:4566",
  ])("%s is refused", (logs) => {
    expect(() => provider.configure(connection, block({ endpoints: [{ logs }] }))).toThrow("[LD4105]");
  });

  test("that are the local service's own give no warning", () => {
    const config = block({ endpoints: [{ logs: "http://127.0.0.1:9" }] });
    provider.configure(connection, config);
    expect(configurationWarnings(config)).toEqual([]);
  });
});

test("a Region that there is not is refused, unless its validation is skipped", () => {
  for (const region of ["eu-wst-1", "eu-west-9"]) {
    expect(() => provider.configure(connection, block({ region }))).toThrow(`invalid AWS Region: ${region}`);
    provider.configure(connection, block({ region, skip_region_validation: true }));
    expect(provider.regionOf(connection, {})).toBe(region);
  }
  for (const region of ["ap-southeast-7", "us-gov-west-1", "eusc-de-east-1"])
    provider.configure(connection, block({ region }));
});

test("a Region of the environment that there is not is refused too", () => {
  const other = new Provider(new LocalLogs(), { ...options(new LocalLogs()), region: "eu-wst-1" });
  expect(() => other.configure(connection, block({}))).toThrow("invalid AWS Region: eu-wst-1");
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
