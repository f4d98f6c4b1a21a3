import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { arnOf, owner, refusal, role, send, sender, stream } from "../wire.ts";

let local: LocalLogs;
let now: number;
beforeEach(() => {
  now = 1_767_225_600_000;
  local = new LocalLogs({ clock: () => now });
});

const named = (destinationName: string, more: object = {}) => ({
  destinationName,
  targetArn: stream,
  roleArn: role,
  ...more,
});
const put = (name: string, more?: object) => send(local, "PutDestination", named(name, more));
const list = async (request: object = {}) => (await send(local, "DescribeDestinations", request)).body;
const names = async (request: object = {}) =>
  ((await list(request)).destinations as { destinationName: string }[]).map(({ destinationName }) => destinationName);
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Principal: unknown, Condition?: object) => ({
  Effect: "Allow",
  Principal,
  Action: "logs:PutSubscriptionFilter",
  Resource: arnOf("central"),
  ...(Condition && { Condition }),
});

describe("PutDestination", () => {
  test("answers with exactly these keys, the policy's absent until one is set", async () => {
    const { status, text } = await put("central", { tags: { team: "logs" } });
    const destination = {
      destinationName: "central",
      targetArn: stream,
      roleArn: role,
      arn: arnOf("central"),
      creationTime: now,
    };
    expect({ status, text }).toEqual({ status: 200, text: JSON.stringify({ destination }) });
    expect(await list()).toEqual({ destinations: [destination] });
  });

  test("an update keeps creationTime and accessPolicy, and gives that policy", async () => {
    await put("central");
    const accessPolicy = policy(allow({ AWS: sender }));
    await send(local, "PutDestinationPolicy", { destinationName: "central", accessPolicy });
    const creationTime = now;
    now += 5000;
    const { body } = await put("central", { targetArn: `${stream}-2` });
    expect(body.destination).toMatchObject({ creationTime, accessPolicy, targetArn: `${stream}-2` });
  });

  test("a target of CloudWatch Logs is refused", async () => {
    const answer = await put("central", { targetArn: arnOf("other") });
    expect(answer).toMatchObject(
      refusal("InvalidParameterException", "Invalid destination. Vendor logs not supported."),
    );
    expect(await list()).toEqual({ destinations: [] });
  });

  test.each([
    ["a Lambda function", `arn:aws:lambda:eu-west-1:${owner}:function:f`],
    ["a text that is no ARN", "central"],
  ])("%s as target gets no test message", async (_, targetArn) => {
    expect(await put("central", { targetArn })).toMatchObject(
      refusal(
        "InvalidParameterException",
        "Could not deliver test message to specified destination. Check if the destination is valid.",
      ),
    );
  });
  test("the target may be in another Region", async () => {
    expect(await put("central", { targetArn: stream.replace("eu-west-1", "us-east-1") })).toMatchObject({
      status: 200,
    });
  });

  test("a caller who may not pass the role is told so, and a role of another account is refused", async () => {
    const arn = `arn:aws:iam::${owner}:user/ci`;
    const passRole = [`arn:aws:iam::${owner}:role/ci-*`];
    local.control.declare({ accessKeys: { CI: { account: owner, callerArn: arn, passRole } } });
    const as = (roleArn: string) => send(local, "PutDestination", named("central", { roleArn }), { account: "CI" });
    expect(await as(role)).toMatchObject(
      refusal(
        "AccessDeniedException",
        expect.stringContaining(`User: ${arn} is not authorized to perform: iam:PassRole on resource: ${role} `),
      ),
    );
    expect(await as(`arn:aws:iam::${owner}:role/ci-logs`)).toMatchObject({ status: 200 });
    expect(await as(`arn:aws:iam::${sender}:role/ci-logs`)).toMatchObject(
      refusal("AccessDeniedException", "Cross-account role passing is not allowed."),
    );
  });
});

test.each([
  ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
])("in %s ARNs are of %s, and so are roles and principals", async (region, partition, dnsSuffix) => {
  local = new LocalLogs({ strict: true });
  const targetArn = `arn:${partition}:kinesis:${region}:${owner}:stream/central`;
  const roleArn = `arn:${partition}:iam::${owner}:role/to-central`;
  const Statement = { Effect: "Allow", Action: "kinesis:PutRecord", Resource: targetArn };
  const trust = (Service: string) => ({
    Statement: {
      Effect: "Allow",
      Principal: { Service },
      Action: "sts:AssumeRole",
      Condition: { ArnLike: { "aws:SourceArn": `arn:${partition}:logs:${region}:${owner}:*` } },
    },
  });
  const at = (operation: string, request: object) => send(local, operation, request, { region });
  const declare = (service: string) =>
    local.control.declare({
      streams: { [targetArn]: {} },
      roles: { [roleArn]: { trust: trust(service), permissions: { put: { Statement } } } },
    });
  declare(`logs.elsewhere.${dnsSuffix}`);
  expect(await at("PutDestination", named("central", { targetArn, roleArn }))).toMatchObject({ status: 400 });
  declare(`logs.${region}.${dnsSuffix}`);
  const arn = `arn:${partition}:logs:${region}:${owner}:destination:central`;
  expect(await at("PutDestination", named("central", { targetArn, roleArn }))).toMatchObject({
    status: 200,
    body: { destination: { arn } },
  });
  local.control.declare({ accessKeys: { CI: { account: owner, passRole: [] } } });
  const denied = await send(local, "PutDestination", named("b", { targetArn, roleArn }), { account: "CI", region });
  expect(denied.body.message).toContain(`User: arn:${partition}:iam::${owner}:root is not authorized`);
});

describe("DescribeDestinations", () => {
  test("sorts by bytes: upper case first, and characters beyond U+FFFF last", async () => {
    const sorted = ["B", "Z", "a", "b", "é", "\uff5e", "\u{1f600}"];
    for (const name of sorted.toReversed()) await put(name);
    expect(await names()).toEqual(sorted);
  });

  test("takes a case-sensitive prefix under its capital D, and ignores the small one", async () => {
    for (const name of ["app-1", "app-2", "App-3", "zeta"]) await put(name);
    expect(await names({ DestinationNamePrefix: "app-" })).toEqual(["app-1", "app-2"]);
    expect(await names({ destinationNamePrefix: "app-" })).toEqual(["App-3", "app-1", "app-2", "zeta"]);
  });

  test("an empty listing has no token", async () => {
    expect((await send(local, "DescribeDestinations", {})).text).toBe('{"destinations":[]}');
  });

  test("the token is the last name in clear text, absent on the last page", async () => {
    for (const name of ["a", "b", "c", "d"]) await put(name);
    expect(await list({ limit: 2 })).toMatchObject({ nextToken: "b" });
    const last = await list({ limit: 2, nextToken: "b" });
    expect(last).not.toHaveProperty("nextToken");
    expect(last.destinations).toHaveLength(2);
  });

  test("a prefix listing pages within the prefix", async () => {
    for (const name of ["a1", "b1", "b2", "b3", "c1"]) await put(name);
    expect(await names({ DestinationNamePrefix: "b", limit: 2 })).toEqual(["b1", "b2"]);
    expect(await names({ DestinationNamePrefix: "b", limit: 2, nextToken: "b2" })).toEqual(["b3"]);
  });

  test("goes on behind a name that was deleted meanwhile", async () => {
    for (const name of ["a", "b", "c"]) await put(name);
    const { nextToken } = await list({ limit: 2 });
    await send(local, "DeleteDestination", { destinationName: "b" });
    expect(await names({ nextToken })).toEqual(["c"]);
  });

  test("refuses a token that it never gave, and one that is over 24 hours old", async () => {
    for (const name of ["a", "b"]) await put(name);
    const invalid = refusal("InvalidParameterException", "The specified nextToken is invalid.");
    expect(await send(local, "DescribeDestinations", { nextToken: "never" })).toMatchObject(invalid);
    const { nextToken } = await list({ limit: 1 });
    now += 24 * 3600_000;
    expect(await names({ nextToken })).toEqual(["b"]);
    now += 1;
    expect(await send(local, "DescribeDestinations", { nextToken })).toMatchObject(invalid);
  });

  test("shows an account and a Region nothing of the others", async () => {
    await put("central");
    expect((await send(local, "DescribeDestinations", {}, { account: sender })).body).toEqual({ destinations: [] });
    expect((await send(local, "DescribeDestinations", {}, { region: "us-east-1" })).body).toEqual({ destinations: [] });
  });
});

describe("DeleteDestination", () => {
  test("answers with nothing in the body, and an unknown name with ResourceNotFoundException", async () => {
    await put("central");
    expect(await send(local, "DeleteDestination", { destinationName: "central" })).toMatchObject({
      status: 200,
      text: "",
    });
    expect(await list()).toEqual({ destinations: [] });
    expect(await send(local, "DeleteDestination", { destinationName: "central" })).toMatchObject(
      refusal("ResourceNotFoundException", "The specified destination does not exist."),
    );
  });

  test("made again, it has neither the old policy nor the old creation time", async () => {
    await put("central");
    await send(local, "PutDestinationPolicy", {
      destinationName: "central",
      accessPolicy: policy(allow({ AWS: sender })),
    });
    await send(local, "DeleteDestination", { destinationName: "central" });
    now += 1;
    const { body } = await put("central");
    expect(body.destination).toMatchObject({ creationTime: now });
    expect(body.destination).not.toHaveProperty("accessPolicy");
  });
});

describe("PutDestinationPolicy", () => {
  const putPolicy = (accessPolicy: string, more: object = {}) =>
    send(local, "PutDestinationPolicy", { destinationName: "central", accessPolicy, ...more });
  const grammar =
    "Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.";
  const keys =
    "Only 'aws:PrincipalOrgID' and 'aws:PrincipalOrgPaths' condition keys are allowed in Condition block of the policy.";
  const organization = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };

  test("stores the policy byte for byte, and answers with nothing in the body", async () => {
    await put("central");
    const accessPolicy = ` ${policy(allow({ AWS: sender }))}\n`;
    expect(await putPolicy(accessPolicy)).toMatchObject({ status: 200, text: "" });
    expect((await list()).destinations).toMatchObject([{ accessPolicy }]);
  });

  test("an unknown destination is an InvalidParameterException", async () => {
    expect(await putPolicy(policy(allow({ AWS: sender })))).toMatchObject(
      refusal("InvalidParameterException", "Destination with name central does not exist"),
    );
  });

  test.each([
    ["no JSON", "{", grammar],
    ["no AWS principal", policy(allow({ Service: "logs.amazonaws.com" })), grammar],
    ['"*" without a Condition', policy(allow("*")), grammar],
    [
      "an ARN",
      policy(allow({ AWS: `arn:aws:iam::${sender}:root` })),
      `Principal section of policy contains ARN instead of account ID: arn:aws:iam::${sender}:root`,
    ],
    [
      '{"AWS":"*"} without a Condition',
      policy(allow({ AWS: "*" })),
      "Principal section of policy contains `*` instead of account ID: *",
    ],
    ["another condition key", policy(allow("*", { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } })), keys],
    ["a condition key in another case", policy(allow("*", { StringEquals: { "aws:principalorgid": "o-1" } })), keys],
    ['"*" with an empty Condition', policy(allow("*", {})), grammar],
    [
      "* within a list",
      policy(allow({ AWS: [sender, "*"] })),
      "Principal section of policy contains `*` instead of account ID: *",
    ],
    [
      "a condition key in a later statement before an ARN in an earlier one",
      policy(allow({ AWS: `arn:aws:iam::${sender}:root` }), allow("*", { StringEquals: { "aws:SourceArn": "x" } })),
      keys,
    ],
    [
      "both: the condition key is told first",
      policy(allow({ AWS: "arn:x" }, { StringEquals: { "aws:SourceArn": "x" } })),
      keys,
    ],
  ])("refuses %s and keeps what was there", async (_, accessPolicy, message) => {
    await put("central");
    expect(await putPolicy(accessPolicy)).toMatchObject(refusal("InvalidParameterException", message));
    expect(((await list()).destinations as object[])[0]).not.toHaveProperty("accessPolicy");
  });

  test.each([
    ["a list of accounts", policy(allow({ AWS: [owner, sender] }))],
    ["an account and a service", policy(allow({ AWS: sender, Service: "logs.amazonaws.com" }))],
    ["a role's unique id", policy(allow({ AWS: "AROAEXAMPLEEXAMPLE12" }))],
    ["any other string", policy(allow({ AWS: "nobody" }))],
    ["an organization under StringEquals", policy(allow("*", organization))],
    ["StringNotEquals", policy(allow("*", { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }))],
    ["Null", policy(allow("*", { Null: { "aws:PrincipalOrgID": "false" } }))],
    [
      "ForAnyValue:StringLike",
      policy(allow("*", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*"] } })),
    ],
    [
      "another Resource, Action and Effect",
      policy({ ...allow({ AWS: sender }), Resource: stream, Action: "s3:*", Effect: "Maybe" }),
    ],
  ])("takes %s", async (_, accessPolicy) => {
    await put("central");
    expect(await putPolicy(accessPolicy)).toMatchObject({ status: 200, text: "" });
  });

  test("takes 5,120 bytes, and not one more", async () => {
    await put("central");
    const text = policy(allow({ AWS: sender }));
    const full = text + " ".repeat(5120 - text.length);
    expect(await putPolicy(full)).toMatchObject({ status: 200, text: "" });
    expect(await putPolicy(`${full} `)).toMatchObject(refusal("InvalidParameterException", expect.any(String)));
    expect((await list()).destinations).toMatchObject([{ accessPolicy: full }]);
  });

  test("from accounts to an organization needs forceUpdate, and nothing else does", async () => {
    await put("central");
    await putPolicy(policy(allow({ AWS: sender })));
    expect(await putPolicy(policy(allow("*", organization)))).toMatchObject(
      refusal(
        "InvalidParameterException",
        "Cannot update existing policy on Subscription Destination. The existing policy specifies AWS Principals by Account Id while the provided policy specifies AWS Principals by Org Id. This can cause subscription delivery failures for Subscriptions using this destination that are not configured with a Role. Use the Force flag to accept this risk.",
      ),
    );
    expect(await putPolicy(policy(allow("*", organization)), { forceUpdate: true })).toMatchObject({ status: 200 });
    expect(await putPolicy(policy(allow({ AWS: sender })))).toMatchObject({ status: 200 });
  });
});

describe("constraints", () => {
  const violation = (where: string, constraint: string) =>
    refusal(
      "InvalidParameterException",
      `1 validation error detected: Value at '${where}' failed to satisfy constraint: ${constraint}`,
    );

  test.each([
    ["DescribeDestinations", { limit: 0 }, "limit", "Member must have value greater than or equal to 1"],
    ["DescribeDestinations", { limit: 51 }, "limit", "Member must have value less than or equal to 50"],
    ["DescribeDestinations", { nextToken: "" }, "nextToken", "Member must have length greater than or equal to 1"],
    ["PutDestination", named("a".repeat(513)), "destinationName", "Member must have length less than or equal to 512"],
    ["PutDestination", named("a:b"), "destinationName", "Member must satisfy regular expression pattern: [^:*]*"],
    ["PutDestination", { destinationName: "a", targetArn: stream }, "roleArn", "Member must not be null"],
    [
      "PutDestinationPolicy",
      { destinationName: "a", accessPolicy: "é".repeat(2561) },
      "accessPolicy",
      "Member must have length less than or equal to 5120",
    ],
  ])("%s %j: %s", async (operation, request, member, constraint) => {
    expect(await send(local, operation, request)).toMatchObject(violation(member, constraint));
  });

  test("several are told at once, in the order of the members", async () => {
    expect(await send(local, "PutDestination", { destinationName: "*", targetArn: "" })).toMatchObject(
      refusal(
        "InvalidParameterException",
        "3 validation errors detected: Value at 'destinationName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*; Value at 'targetArn' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'roleArn' failed to satisfy constraint: Member must not be null",
      ),
    );
  });

  test("a member that is null counts as absent", async () => {
    await put("a");
    const nulls = { DestinationNamePrefix: null, nextToken: null, limit: null };
    expect(await names(nulls)).toEqual(["a"]);
    expect(await put("b", { tags: null })).toMatchObject({ status: 200 });
    expect(await put("c", { roleArn: null })).toMatchObject(violation("roleArn", "Member must not be null"));
  });

  test("a value of another JSON type is a SerializationException", async () => {
    expect(await send(local, "DescribeDestinations", { limit: "5" })).toMatchObject(
      refusal("SerializationException", expect.stringContaining("limit")),
    );
  });
});

describe("quotas, where they are asked for", () => {
  test("a clock that is set back takes nothing away", async () => {
    local = new LocalLogs({ clock: () => now, quotas: true });
    await list();
    now -= 3600_000;
    expect(await list()).toEqual({ destinations: [] });
  });

  test("beyond five requests a second of an operation, an account is throttled in a Region", async () => {
    local = new LocalLogs({ quotas: true, clock: () => now });
    const ask = (account = owner, region = "eu-west-1") =>
      send(local, "DescribeDestinations", {}, { account, region }).then(({ status }) => status);
    const statuses = [];
    for (let request = 0; request < 7; request++) statuses.push(await ask());
    expect(statuses).toEqual([200, 200, 200, 200, 200, 400, 400]);
    expect(await send(local, "DescribeDestinations", {})).toMatchObject(
      refusal("ThrottlingException", "Rate exceeded"),
    );
    expect([await ask(sender), await ask(owner, "us-east-1")]).toEqual([200, 200]);
    expect(await put("other-operation")).toMatchObject({ status: 200 });
    now += 200;
    expect([await ask(), await ask()]).toEqual([200, 400]);
  });
});
