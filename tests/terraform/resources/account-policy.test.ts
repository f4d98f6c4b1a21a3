import { accessPolicy, parseSubscriptionPolicy, subscriptionPolicyDocument } from "@log-destinations/core";
import { beforeEach, describe, expect, test } from "vitest";
import { arnOf, owner, region, role, stream } from "../../local/wire.ts";
import { ProtocolClient } from "../protocol-client.ts";

const typeName = "aws_cloudwatch_log_account_policy";
const document = { DestinationArn: arnOf("central"), FilterPattern: '"a < b"' };

let client: ProtocolClient;
beforeEach(async () => {
  client = new ProtocolClient();
  const api = client.logs.as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  await api.putDestinationPolicy({
    destinationName: "central",
    accessPolicy: accessPolicy({ destinationArn: arnOf("central"), accounts: [owner], accountLevel: true }),
  });
});

const policies = async () =>
  (
    await client.logs
      .as({ account: owner, region })
      .describeAccountPolicies({ policyType: "SUBSCRIPTION_FILTER_POLICY" })
  ).accountPolicies;
const config = (more: object = {}) => ({
  ...client.empty(typeName),
  policy_name: "everything",
  policy_type: "SUBSCRIPTION_FILTER_POLICY",
  policy_document: ` ${subscriptionPolicyDocument(document)}`,
  ...more,
});

describe("an account policy", () => {
  test("is put with its document in the real provider's form, and stays equal where the text says the same", async () => {
    const state = await client.create(typeName, config());
    const [put] = await policies();
    const sent = String.raw`{"DestinationArn":"${document.DestinationArn}","FilterPattern":"\"a \u003c b\""}`;
    expect(put).toMatchObject({ policyName: "everything", policyDocument: sent, scope: "ALL" });
    expect(put).not.toHaveProperty("selectionCriteria");
    expect(parseSubscriptionPolicy(sent)).toEqual(document);
    expect(state).toMatchObject({ id: "everything", policy_document: sent, scope: "ALL", selection_criteria: null });
    const turned = JSON.stringify(Object.fromEntries(Object.entries(document).reverse()), null, 2);
    expect((await client.plan(typeName, config({ policy_document: turned }), state)).planned).toEqual(state);
  });

  test("whose criteria change is replaced, since the real provider deletes it first", async () => {
    const state = await client.create(typeName, config({ selection_criteria: 'LogGroupName NOT IN ["/app"]' }));
    const changed = config({ selection_criteria: 'LogGroupName NOT IN ["/app","/other"]' });
    expect((await client.plan(typeName, changed, state)).replaces).toEqual(["selection_criteria"]);
  });

  test("that is gone is not there any more, and deleted without an error", async () => {
    const state = await client.create(typeName, config());
    await client.logs
      .as({ account: owner, region })
      .deleteAccountPolicy({ policyName: "everything", policyType: "SUBSCRIPTION_FILTER_POLICY" });
    expect(await client.read(typeName, state)).toBeNull();
    expect(await client.apply(typeName, state, null)).toBeNull();
  });

  test.each([
    "everything",
    "a:b:SUBSCRIPTION_FILTER_POLICY",
    "everything:RETENTION_POLICY",
    ":SUBSCRIPTION_FILTER_POLICY",
  ])("is not imported by %s", async (id) => {
    await expect(client.import(typeName, id)).rejects.toThrow(/LD4202/);
  });

  test.each([
    ["DATA_PROTECTION_POLICY", /only SUBSCRIPTION_FILTER_POLICY is modelled.*LD4509/],
    ["SUBSCRIPTION", /expected policy_type to be one of \["DATA_PROTECTION_POLICY" "SUBSCRIPTION_FILTER_POLICY" /],
  ])("of the type %s is refused before anything is planned", async (policy_type, message) => {
    const errors = await client.validate(typeName, config({ policy_type }));
    expect(errors.map(({ summary }) => summary)).toEqual([expect.stringMatching(message)]);
  });

  test("with a document that is no JSON is refused in the real provider's words", async () => {
    const [error] = await client.validate(typeName, config({ policy_document: "{" }));
    expect(error?.summary).toMatch(/^"policy_document" contains an invalid JSON: /);
  });
});
