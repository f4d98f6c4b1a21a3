import { gunzipSync } from "node:zlib";
import { selectionCriteria, subscriptionPolicyDocument } from "@log-destinations/core";
import { LocalLogs, type LocalLogsOptions } from "@log-destinations/local";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, noteId, owner, refusal, region, role, send, sender, stream } from "../wire.ts";

const destinationArn = arnOf("central");
const sendersRole = `arn:aws:iam::${sender}:role/logs`;
const organization = "o-a1b2c3d4e5";
const policyType = "SUBSCRIPTION_FILTER_POLICY";

let local: LocalLogs;
let now: number;
let notes: string[];

async function setUp(options: LocalLogsOptions = {}): Promise<void> {
  now = 1_767_225_600_000;
  notes = [];
  local = new LocalLogs({ clock: () => now, onNote: (line) => notes.push(line), ...options });
  await send(local, "PutDestination", { destinationName: "central", targetArn: stream, roleArn: role });
}
beforeEach(() => setUp());
afterEach(() => {
  for (const line of notes) expect(line).toMatch(noteId);
});

const both = ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"];
const statement = (more: object) => ({
  Effect: "Allow",
  Principal: { AWS: sender },
  Action: both,
  Resource: destinationArn,
  ...more,
});
const allow = (...statements: object[]) =>
  send(local, "PutDestinationPolicy", {
    destinationName: "central",
    accessPolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements.map(statement) }),
  });
const byOrganization = { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } };
const documentOf = (members: object = {}) =>
  subscriptionPolicyDocument({ DestinationArn: destinationArn, FilterPattern: "", ...members });
const put = (more: object = {}, account = sender) =>
  send(
    local,
    "PutAccountPolicy",
    { policyName: "all", policyType, policyDocument: documentOf(), ...more },
    { account },
  );
const describePolicies = async (request: object = {}, where: object = {}) =>
  (await send(local, "DescribeAccountPolicies", { policyType, ...request }, { account: sender, ...where })).body;
const deletePolicy = (policyName = "all", account = sender) =>
  send(local, "DeleteAccountPolicy", { policyName, policyType }, { account });
const denied = (action: string, account = sender) =>
  refusal(
    "AccessDeniedException",
    `User with accountId: ${account} is not authorized to perform: ${action} on resource: ${destinationArn}`,
  );
const limit = refusal("LimitExceededException", "Resource limit exceeded.");

describe("an account policy", () => {
  test("is answered and listed as it was put, with its account and the time", async () => {
    await allow({});
    const criteria = 'LogGroupName  not in ["b", "a"]';
    const policy = {
      policyName: "all",
      policyDocument: ` ${documentOf()}`,
      policyType,
      scope: "ALL",
      selectionCriteria: criteria,
      accountId: sender,
      lastUpdatedTime: now,
    };
    const given = { policyDocument: policy.policyDocument, selectionCriteria: criteria };
    expect(await put(given)).toMatchObject({ status: 200, body: { accountPolicy: policy } });
    now += 1000;
    expect(await describePolicies()).toEqual({ accountPolicies: [policy] });
    expect(await describePolicies({ policyName: "all" })).toEqual({ accountPolicies: [policy] });
    await put();
    const { selectionCriteria: _, ...rest } = { ...policy, policyDocument: documentOf(), lastUpdatedTime: now };
    expect(await describePolicies()).toEqual({ accountPolicies: [rest] });
  });

  test("is of one account and one Region", async () => {
    await allow({});
    await put();
    expect(await describePolicies({}, { account: owner })).toEqual({ accountPolicies: [] });
    expect(await describePolicies({}, { region: "us-east-1" })).toEqual({ accountPolicies: [] });
  });

  test("comes alone: another name in the Region is refused, with a note that names the one there is", async () => {
    await allow({});
    await put({ policyName: "vendor" });
    notes = [];
    expect(await put()).toMatchObject(limit);
    expect(notes).toEqual([
      `${sender} has the account policy "vendor" in ${region}, and a Region takes one: put it by that name, or delete it first [LD3234]`,
    ]);
    expect(await describePolicies()).toMatchObject({ accountPolicies: [{ policyName: "vendor" }] });
    expect((await put({}, owner)).status).toBe(200);
    await deletePolicy("vendor");
    expect((await put()).status).toBe(200);
  });

  test("is deleted once, and not found afterwards", async () => {
    await allow({});
    await put();
    const missing = refusal("ResourceNotFoundException", "The specified account policy does not exist.");
    expect(await deletePolicy("other")).toMatchObject(missing);
    expect(await deletePolicy()).toMatchObject({ status: 200, text: "" });
    expect(await deletePolicy()).toMatchObject(missing);
    expect(
      await send(local, "DescribeAccountPolicies", { policyType, policyName: "all" }, { account: sender }),
    ).toMatchObject(missing);
    expect(await describePolicies()).toEqual({ accountPolicies: [] });
  });

  test("is not among the filters of a log group", async () => {
    await allow({});
    await put();
    await send(local, "CreateLogGroup", { logGroupName: "app" }, { account: sender });
    const { body } = await send(local, "DescribeSubscriptionFilters", { logGroupName: "app" }, { account: sender });
    expect(body).toEqual({ subscriptionFilters: [] });
  });
});

describe("a destination", () => {
  test("without an access policy lets no account subscribe, its owner's neither", async () => {
    for (const account of [sender, owner])
      expect(await put({}, account)).toMatchObject(denied("logs:PutSubscriptionFilter", account));
    expect(notes[0]).toContain("has no access policy");
  });

  test("lets in by both actions, and says which one is lacking", async () => {
    await allow({ Action: "logs:PutSubscriptionFilter" });
    notes = [];
    expect(await put()).toMatchObject(denied("logs:PutAccountPolicy"));
    expect(notes.at(-1)).toBe(
      `the access policy of ${destinationArn} lets ${sender} subscribe log groups and not its whole account: for that it has to allow logs:PutAccountPolicy beside logs:PutSubscriptionFilter [LD3233]`,
    );
    await allow({ Action: "logs:PutAccountPolicy" });
    expect(await put()).toMatchObject(denied("logs:PutSubscriptionFilter"));
    await allow({});
    expect((await put()).status).toBe(200);
    expect((await put({}, owner)).status).toBe(200);
  });

  test("that denies either action denies the account policy", async () => {
    await allow({}, { Effect: "Deny", Action: "logs:PutAccountPolicy" });
    const message = expect.stringMatching(
      /^User: arn:.* logs:PutAccountPolicy on .* explicit deny in a resource-based/,
    );
    expect(await put()).toMatchObject(refusal("AccessDeniedException", message));
  });

  test("that lets in an organization asks for a role, in words of its own", async () => {
    local.control.declare({ accounts: { [sender]: { organization } } });
    await allow(byOrganization);
    const words =
      "Role ARN is required when creating subscription filter against destination with Organization access policy.";
    expect(await put()).toMatchObject(refusal("InvalidParameterException", words));
    expect((await put({ policyDocument: documentOf({ RoleArn: sendersRole }) })).status).toBe(200);
    const foreign = await put({ policyDocument: documentOf({ RoleArn: role }) });
    expect(foreign).toMatchObject(refusal("AccessDeniedException", "Cross-account role passing is not allowed."));
    expect(await put({ policyDocument: documentOf({ RoleArn: sendersRole }) }, "999900001111")).toMatchObject(
      denied("logs:PutSubscriptionFilter", "999900001111"),
    );
  });

  test("is judged before the criteria, and what is refused leaves no policy", async () => {
    const selectionCriteria = "LogGroupName NOT IN [a]";
    expect(await put({ selectionCriteria })).toMatchObject(denied("logs:PutSubscriptionFilter"));
    await allow({});
    const invalid = refusal("InvalidParameterException", "The provided SelectionCriteria string is invalid.");
    expect(await put({ selectionCriteria })).toMatchObject(invalid);
    expect(await describePolicies()).toEqual({ accountPolicies: [] });
  });
});

test.each([
  [
    { policyDocument: documentOf({ Distribution: "random" }) },
    "Malformed Subscription filter policy",
    'policyDocument: Distribution is "random"; expected one of Random, ByLogStream',
  ],
  [
    { policyDocument: documentOf().replace("FilterPattern", "filterPattern") },
    "MissingFilterPatternfield in policy document",
    "policyDocument: FilterPattern is missing, and filterPattern is not it: the service's names begin with a capital",
  ],
  [
    { selectionCriteria: "LogGroupName NOT IN [ /aws/x ]" },
    "The provided SelectionCriteria string is invalid.",
    'selectionCriteria is "LogGroupName NOT IN [ /aws/x ]"; expected LogGroupName NOT IN ["NAME", "NAME"], with exact names in double quotes',
  ],
  [
    { dryRun: true },
    "DryRun is not yet supported for the SUBSCRIPTION_FILTER_POLICY policy type.",
    "dryRun is true, and the service has a dry run of RETENTION_POLICY alone; leave it out",
  ],
])("a note says why a policy with %j is refused", async (wrong, answer, why) => {
  await allow({});
  notes = [];
  expect(await put(wrong)).toMatchObject(refusal("InvalidParameterException", answer));
  expect(notes).toEqual([`the account policy is refused: ${why} [LD3236]`]);
});

test("a stream of the account is a target, with a role, and gets the test message", async () => {
  const own = `arn:aws:kinesis:${region}:${sender}:stream/own`;
  const toOwn = (members: object) => put({ policyDocument: documentOf({ DestinationArn: own, ...members }) });
  const needed = "destinationArn for vendor kinesis cannot be used without roleArn";
  expect(await toOwn({})).toMatchObject(refusal("InvalidParameterException", needed));
  expect((await toOwn({ RoleArn: sendersRole })).status).toBe(200);
  const [first] = local.control.records(own);
  expect(gunzipSync(first?.data ?? "").toString()).toContain('"messageType":"CONTROL_MESSAGE"');
  const foreign = stream.replace("kinesis", "firehose").replace("stream/", "deliverystream/");
  const undelivered = expect.stringMatching(/^Could not deliver test message to specified Firehose/);
  expect(await put({ policyDocument: documentOf({ DestinationArn: foreign, RoleArn: sendersRole }) })).toMatchObject(
    refusal("InvalidParameterException", undelivered),
  );
});

test("a policy of another type is refused by name", async () => {
  const message = "policyType DATA_PROTECTION_POLICY is not modelled by the local service [LD3318]";
  expect(await put({ policyType: "DATA_PROTECTION_POLICY" })).toMatchObject(
    refusal("InvalidParameterException", message),
  );
  expect(await put({ selectionCriteria: selectionCriteria(["a"]) })).toMatchObject({ status: 400 });
});
