import { expect, test } from "vitest";
import { splitDeclarations } from "../../terraform/src/provider-declarations.ts";

test("the profiles are the provider's, and the rest is the service's", () => {
  const profiles = { logging: "111122223333" };
  const service = { version: 1, accounts: {}, unheard: {} };
  expect(splitDeclarations({ ...service, profiles })).toEqual({ provider: { profiles }, service });
  expect(splitDeclarations([])).toEqual({ provider: {}, service: [] });
});

test.each([
  ["logging", 'profiles is "logging"; expected an object'],
  [{ logging: "1111" }, 'profiles["logging"] is "1111"; expected an account id of 12 digits'],
  [{ logging: 111122223333 }, 'profiles["logging"] is 111122223333'],
])("profiles of %j are refused", (profiles, message) => {
  expect(() => splitDeclarations({ profiles })).toThrow(message);
});

test("what data sources read is the provider's", () => {
  const data = {
    aws_vpc: [{ where: { default: true }, values: { id: "vpc-1" }, account: "111122223333", region: "eu-west-1" }],
  };
  expect(splitDeclarations({ accounts: {}, data })).toEqual({ provider: { data }, service: { accounts: {} } });
});

test.each([
  ["data", []],
  ["data.aws_vpc", { aws_vpc: { values: {} } }],
  ["data.aws_vpc[0]", { aws_vpc: ["secret"] }],
  ["data.aws_vpc[1]", { aws_vpc: [{ values: {} }, { where: {} }] }],
  ["data.aws_vpc[0].where", { aws_vpc: [{ where: "secret", values: {} }] }],
  ["data.aws_vpc[0].values", { aws_vpc: [{ values: "secret" }] }],
  ["data.aws_vpc[0].account", { aws_vpc: [{ values: {}, account: "1111" }] }],
  ["data.aws_vpc[0].region", { aws_vpc: [{ values: {}, region: 1 }] }],
  ["data.aws_vpc[0].vallues", { aws_vpc: [{ values: {}, vallues: {} }] }],
])("%s is refused by its path where it is not in the form, without the value", (path, data) => {
  const message = `${path} is not in the form of a declaration; expected "data": `;
  expect(() => splitDeclarations({ data })).toThrow(message);
  expect(() => splitDeclarations({ data })).not.toThrow(/secret/);
});
