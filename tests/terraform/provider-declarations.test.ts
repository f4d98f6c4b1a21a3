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
