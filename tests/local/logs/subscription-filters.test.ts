import { LocalLogs, type LocalLogsOptions } from "@log-destinations/local";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, noteId, owner, refusal, region, role, send, sender, stream } from "../wire.ts";

const group = "/app/web";
const destinationArn = arnOf("central");
const sendersRole = `arn:aws:iam::${sender}:role/logs`;
const organization = "o-a1b2c3d4e5";

let local: LocalLogs;
let now: number;
let notes: string[];

async function setUp(options: LocalLogsOptions = {}): Promise<void> {
  now = 1_767_225_600_000;
  notes = [];
  local = new LocalLogs({ clock: () => now, onNote: (line) => notes.push(line), ...options });
  await send(local, "PutDestination", { destinationName: "central", targetArn: stream, roleArn: role });
  for (const account of [owner, sender]) await send(local, "CreateLogGroup", { logGroupName: group }, { account });
}
beforeEach(() => setUp());
afterEach(() => {
  for (const line of notes) expect(line).toMatch(noteId);
});

const statement = (more: object) => ({
  Effect: "Allow",
  Principal: { AWS: sender },
  Action: "logs:PutSubscriptionFilter",
  Resource: destinationArn,
  ...more,
});
const allow = (...statements: object[]) =>
  send(local, "PutDestinationPolicy", {
    destinationName: "central",
    accessPolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements.map(statement) }),
  });
const byOrganization = { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } };
const subscribe = (more: object = {}, account = sender) =>
  send(
    local,
    "PutSubscriptionFilter",
    { logGroupName: group, filterName: "to-central", filterPattern: "", destinationArn, ...more },
    { account },
  );
const list = async (request: object = {}) =>
  (await send(local, "DescribeSubscriptionFilters", { logGroupName: group, ...request }, { account: sender })).body;
const denied = (account: string) =>
  refusal(
    "AccessDeniedException",
    `User with accountId: ${account} is not authorized to perform: logs:PutSubscriptionFilter on resource: ${destinationArn}`,
  );
const done = { status: 200, text: "" };

describe("who may subscribe", () => {
  test("without any access policy nobody, the owner included", async () => {
    expect(await subscribe()).toMatchObject(denied(sender));
    expect(await subscribe({}, owner)).toMatchObject(denied(owner));
  });

  test("an account that the policy names, and the owner by any policy that does not deny it", async () => {
    await allow({});
    expect(await subscribe()).toMatchObject(done);
    expect(await subscribe({}, owner)).toMatchObject(done);
    expect(await subscribe({}, "999999999999")).toMatchObject(
      refusal("ResourceNotFoundException", "The specified log group does not exist."),
    );
  });

  test.each([
    ["another account", { Principal: { AWS: "999999999999" } }],
    ["another action", { Action: "logs:PutDestination" }],
    ["another resource", { Resource: stream }],
    ["no effect", { Effect: "Maybe" }],
    ["an operator that IAM does not have", { Principal: "*", Condition: { Contains: { "aws:PrincipalOrgID": "o-" } } }],
  ])("a policy about %s lets nobody in", async (_, more) => {
    expect(await allow(more)).toMatchObject(done);
    expect(await subscribe()).toMatchObject(denied(sender));
  });

  describe("a statement whose condition cannot be evaluated", () => {
    const odd = (Effect: string) => ({
      Effect,
      Principal: "*",
      Condition: { Contains: { "aws:PrincipalOrgID": "o-" } },
    });

    test("lets nobody in, and keeps nobody out whom another lets in", async () => {
      await allow({}, odd("Allow"));
      expect(await subscribe()).toMatchObject(done);
      await allow(odd("Allow"));
      expect(await subscribe({}, owner)).toMatchObject(done);
      expect(await subscribe()).toMatchObject(denied(sender));
    });

    test("keeps out whom it may deny, and the note names it", async () => {
      await allow({}, odd("Deny"));
      for (const account of [sender, owner]) {
        notes = [];
        expect(await subscribe({}, account)).toMatchObject(denied(account));
        expect(notes).toContainEqual(
          expect.stringContaining("Statement[1].Condition.Contains is not an operator over strings, so whom"),
        );
        expect(notes).not.toContainEqual(expect.stringContaining("to change that declare"));
      }
    });
  });

  test.each([
    ["Resource", { Resource: stream }, `is ["${stream}"], which is not this destination`],
    ["Action", { Action: "logs:PutLogEvents" }, 'is ["logs:PutLogEvents"], which no sender needs'],
    ["Effect", { Effect: "allow" }, 'is "allow", so the statement does nothing'],
  ])("a policy of a wrong %s is noted when it is put, and when it keeps somebody out", async (member, wrong, why) => {
    const said = [expect.stringContaining(`the access policy of ${destinationArn}: Statement[0].${member} ${why}`)];
    expect(await allow(wrong)).toMatchObject(done);
    expect(notes).toEqual(said);
    notes = [];
    expect(await subscribe()).toMatchObject(denied(sender));
    expect(notes).toEqual(said);
  });

  test("that there is no policy at all is noted", async () => {
    await subscribe({}, owner);
    expect(notes).toEqual([
      `${destinationArn} has no access policy, and without one not even its owner may subscribe [LD3231]`,
    ]);
  });

  test("an account without a path is told which declaration could let it in", async () => {
    local.control.declare({ accounts: { [sender]: { organization } } });
    const condition = { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${organization}/r-ab12/*`] } };
    await allow({ Principal: "*", Condition: condition });
    await subscribe({ roleArn: sendersRole });
    expect(notes).toEqual([expect.stringContaining(`{"accounts":{"${sender}":{"organizationPath":"o-…`)]);
  });

  test("an explicit Deny is told as one, to the owner too", async () => {
    await allow({}, { Effect: "Deny", Principal: { AWS: [sender, owner] } });
    for (const account of [sender, owner]) {
      expect(await subscribe({}, account)).toMatchObject(
        refusal(
          "AccessDeniedException",
          `User: arn:aws:iam::${account}:root is not authorized to perform: logs:PutSubscriptionFilter on resource: ${destinationArn} with an explicit deny in a resource-based policy`,
        ),
      );
    }
  });

  test("an explicit Deny names the caller, whoever that is", async () => {
    const callerArn = `arn:aws:sts::${sender}:assumed-role/ci/session`;
    local.control.declare({ accessKeys: { CI: { account: sender, callerArn } } });
    await allow({}, { Effect: "Deny" });
    expect((await subscribe({}, "CI")).body.message).toBe(
      `User: ${callerArn} is not authorized to perform: logs:PutSubscriptionFilter on resource: ${destinationArn} with an explicit deny in a resource-based policy`,
    );
  });

  test("an account of the organization that the policy names, with a role", async () => {
    local.control.declare({ accounts: { [sender]: { organization } } });
    await allow(byOrganization);
    expect(await subscribe()).toMatchObject(
      refusal(
        "InvalidParameterException",
        "Role ARN is required when creating subscription filter against destination with Organization access policy",
      ),
    );
    expect(await subscribe({ roleArn: sendersRole })).toMatchObject(done);
  });

  test("a path alone puts an account into its organization", async () => {
    const organizationPath = `${organization}/r-ab12/`;
    local.control.declare({ accounts: { [sender]: { organizationPath } } });
    expect(local.control.account(sender)).toEqual({ organization, organizationPath });
    await allow(byOrganization);
    expect(await subscribe({ roleArn: sendersRole })).toMatchObject(done);
  });

  test("an account below an organization path", async () => {
    local.control.declare({
      accounts: { [sender]: { organization, organizationPath: `${organization}/r-ab12/ou-ab12-11111111/` } },
    });
    const condition = { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${organization}/r-ab12/*`] } };
    await allow({ Principal: "*", Condition: condition });
    expect(await subscribe({ roleArn: sendersRole })).toMatchObject(done);
  });

  test("an account that is not declared is in no organization, and a note says what would change that", async () => {
    await allow(byOrganization);
    expect(await subscribe({ roleArn: sendersRole })).toMatchObject(denied(sender));
    expect(notes).toEqual([expect.stringContaining(`{"accounts":{"${sender}":{"organization":"o-…"}}}`)]);
  });

  test("a caller whose unique id the policy names", async () => {
    const key = { account: sender, principalId: "AROAEXAMPLEEXAMPLE12" };
    local.control.declare({ accessKeys: { AKIAEXAMPLE: key } });
    await allow({ Principal: { AWS: key.principalId } });
    expect(await subscribe()).toMatchObject(denied(sender));
    expect(await subscribe({}, "AKIAEXAMPLE")).toMatchObject(done);
  });
});

describe("what PutSubscriptionFilter refuses", () => {
  test.each([
    ["an unknown destination", { destinationArn: arnOf("other") }],
    ["a destination of another Region", { destinationArn: destinationArn.replace(region, "us-east-1") }],
  ])("%s", async (_, more) => {
    await allow({});
    const elsewhere = { region: "us-east-1" };
    const request = { destinationName: "central", targetArn: stream, roleArn: role };
    expect(await send(local, "PutDestination", request, elsewhere)).toMatchObject({ status: 200 });
    const accessPolicy = JSON.stringify({ Statement: [statement({ Resource: "*" })] });
    const policy = { destinationName: "central", accessPolicy };
    expect(await send(local, "PutDestinationPolicy", policy, elsewhere)).toMatchObject(done);
    expect(await subscribe(more)).toMatchObject(
      refusal("ResourceNotFoundException", "The specified destination does not exist."),
    );
  });

  test("an unknown log group", async () => {
    expect(await subscribe({ logGroupName: "other" })).toMatchObject(
      refusal("ResourceNotFoundException", "The specified log group does not exist."),
    );
  });

  test("a role of another account", async () => {
    await allow({});
    expect(await subscribe({ roleArn: role })).toMatchObject(
      refusal("AccessDeniedException", "Cross-account role passing is not allowed."),
    );
  });

  test("a role that CloudWatch Logs may not assume", async () => {
    const trust = {
      Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    };
    local.control.declare({ roles: { [sendersRole]: { trust } } });
    await allow({});
    expect(await subscribe({ roleArn: sendersRole })).toMatchObject(
      refusal(
        "ValidationException",
        "Make sure you have given CloudWatch Logs permission to assume the provided role.",
      ),
    );
    expect(notes).toEqual([expect.stringContaining("its trust policy does not let CloudWatch Logs assume it")]);
  });

  test("a caller who may not pass the role", async () => {
    const callerArn = `arn:aws:iam::${sender}:user/ci`;
    local.control.declare({ accessKeys: { CI: { account: sender, callerArn, passRole: [] } } });
    await allow({});
    expect(await subscribe({ roleArn: sendersRole }, "CI")).toMatchObject(
      refusal(
        "AccessDeniedException",
        expect.stringContaining(
          `User: ${callerArn} is not authorized to perform: iam:PassRole on resource: ${sendersRole} `,
        ),
      ),
    );
  });

  test.each([
    ["kinesis", `arn:aws:kinesis:${region}:${sender}:stream/own`],
    ["firehose", `arn:aws:firehose:${region}:${sender}:deliverystream/own`],
  ])("a stream of %s without a role; with one it is taken", async (vendor, own) => {
    expect(await subscribe({ destinationArn: own })).toMatchObject(
      refusal("InvalidParameterException", `destinationArn for vendor ${vendor} cannot be used without roleArn`),
    );
    expect(await subscribe({ destinationArn: own, roleArn: sendersRole })).toMatchObject(done);
  });

  test.each([
    [" ", ""],
    [" ERROR ", " ERROR "],
    ['" "', '" "'],
  ])("the pattern %j is kept as %j", async (filterPattern, kept) => {
    await allow({});
    expect(await subscribe({ filterPattern })).toMatchObject(done);
    expect(await list()).toMatchObject({ subscriptionFilters: [{ filterPattern: kept }] });
  });

  test("a sixth filter on a group, but not an update of one of five", async () => {
    await allow({});
    for (const filterName of ["a", "b", "c", "d", "e"]) expect(await subscribe({ filterName })).toMatchObject(done);
    expect(await subscribe({ filterName: "f" })).toMatchObject(
      refusal("LimitExceededException", "Resource limit exceeded."),
    );
    expect(await subscribe({ filterName: "e", filterPattern: "x" })).toMatchObject(done);
  });

  test.each([
    ["[a b]", "Invalid filter pattern"],
    ["%(err)%", "Invalid filter pattern"],
    ["{ $.a = }", "Invalid filter pattern"],
  ])("the pattern %s", async (filterPattern, message) => {
    await allow({});
    expect(await subscribe({ filterPattern })).toMatchObject(refusal("InvalidParameterException", message));
    expect(await list()).toEqual({ subscriptionFilters: [] });
  });

  test.each([
    ["filterPattern", undefined, "Member must not be null"],
    ["filterPattern", "x".repeat(1025), "Member must have length less than or equal to 1024"],
    ["logGroupName", "a b", "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"],
    ["logGroupName", "x".repeat(513), "Member must have length less than or equal to 512"],
    ["filterName", "x".repeat(513), "Member must have length less than or equal to 512"],
    ["filterName", "a:b", "Member must satisfy regular expression pattern: [^:*]*"],
  ])("a %s out of its bounds", async (member, value, constraint) => {
    await allow({});
    expect(await subscribe({ [member]: value })).toMatchObject(
      refusal(
        "InvalidParameterException",
        `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${constraint}`,
      ),
    );
    expect(await subscribe({ filterPattern: "x".repeat(1024), filterName: "f".repeat(512) })).toMatchObject(done);
  });

  test("another distribution than the two", async () => {
    expect(await subscribe({ distribution: "Even" })).toMatchObject(
      refusal(
        "InvalidParameterException",
        "1 validation error detected: Value at 'distribution' failed to satisfy constraint: Member must satisfy enum value set: [Random, ByLogStream]",
      ),
    );
  });
});

test("applyOnTransformedLogs is kept and told, and noted, since no log group has a transformer here", async () => {
  await allow({});
  expect(await subscribe({ applyOnTransformedLogs: true })).toMatchObject(done);
  expect(await list()).toMatchObject({ subscriptionFilters: [{ applyOnTransformedLogs: true }] });
  expect(notes).toEqual([expect.stringMatching(/"to-central" has applyOnTransformedLogs.*as they were put/)]);
  await subscribe();
  expect(await list()).toMatchObject({ subscriptionFilters: [{ applyOnTransformedLogs: false }] });
  expect(notes).toHaveLength(1);
});

describe("what is listed", () => {
  test("each filter with exactly these keys; an update keeps creationTime", async () => {
    await allow({});
    await subscribe();
    const creationTime = now;
    now += 1000;
    await subscribe({ filterPattern: "ERROR", roleArn: sendersRole, distribution: "Random" });
    expect(await list()).toEqual({
      subscriptionFilters: [
        {
          applyOnTransformedLogs: false,
          creationTime,
          destinationArn,
          distribution: "Random",
          filterName: "to-central",
          filterPattern: "ERROR",
          logGroupName: group,
          roleArn: sendersRole,
        },
      ],
    });
  });

  test("in ASCII order, by prefix, page by page", async () => {
    await allow({});
    for (const filterName of ["b", "a", "B", "ab"]) await subscribe({ filterName });
    const names = async (request: object) => {
      const { subscriptionFilters, nextToken } = await list(request);
      return [(subscriptionFilters as { filterName: string }[]).map(({ filterName }) => filterName), nextToken];
    };
    expect(await names({})).toEqual([["B", "a", "ab", "b"], undefined]);
    expect(await names({ limit: 3 })).toEqual([["B", "a", "ab"], "ab"]);
    expect(await names({ limit: 3, nextToken: "ab" })).toEqual([["b"], undefined]);
    expect(await names({ filterNamePrefix: "a" })).toEqual([["a", "ab"], undefined]);
  });

  test("not what was deleted; an unknown filter and group are told apart", async () => {
    await allow({});
    await subscribe();
    const remove = (logGroupName: string) =>
      send(local, "DeleteSubscriptionFilter", { logGroupName, filterName: "to-central" }, { account: sender });
    expect(await remove(group)).toMatchObject(done);
    expect(await list()).toEqual({ subscriptionFilters: [] });
    const missing = (what: string) => refusal("ResourceNotFoundException", `The specified ${what} does not exist.`);
    expect(await remove(group)).toMatchObject(missing("subscription filter"));
    expect(await remove("other")).toMatchObject(missing("log group"));
  });

  test("nothing of a group that was deleted and made again", async () => {
    await allow({});
    await subscribe();
    await send(local, "DeleteLogGroup", { logGroupName: group }, { account: sender });
    await send(local, "CreateLogGroup", { logGroupName: group }, { account: sender });
    expect(await list()).toEqual({ subscriptionFilters: [] });
  });
});
