import { assumeRole, LogDestinationsClient, SigV4 } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { query } from "../query.ts";
import { owner, region, role, send, sender } from "../wire.ts";

const trusting = (principal: unknown, more: object = {}) => ({
  Statement: { Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole", ...more },
});
const session = { RoleArn: role, RoleSessionName: "deploy" };

describe("GetCallerIdentity", () => {
  test("names the account of the access key", async () => {
    const { status, text, texts } = await query(new LocalLogs(), "sts", "GetCallerIdentity");
    expect(status).toBe(200);
    expect(text).toMatch(
      /^<GetCallerIdentityResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><GetCallerIdentityResult>/,
    );
    expect([texts("Account"), texts("UserId"), texts("Arn")]).toEqual([
      [owner],
      [owner],
      [`arn:aws:iam::${owner}:root`],
    ]);
  });

  test("names the declared caller", async () => {
    const callerArn = `arn:aws:iam::${owner}:user/a&b`;
    const accessKeys = { AKIAEXAMPLE: { account: owner, callerArn, principalId: "AIDAEXAMPLE" } };
    const local = new LocalLogs({ declarations: { accessKeys } });
    const { texts } = await query(local, "sts", "GetCallerIdentity", {}, { key: "AKIAEXAMPLE" });
    expect([texts("Arn"), texts("UserId")]).toEqual([[`arn:aws:iam::${owner}:user/a&amp;b`], ["AIDAEXAMPLE"]]);
  });
});

describe("AssumeRole", () => {
  test("gives credentials by which calls are made as the role's account", async () => {
    const local = new LocalLogs({ declarations: { roles: { [role]: { trust: trusting(sender) } } } });
    const credentials = assumeRole({
      roleArn: role,
      roleSessionName: "deploy",
      credentials: { accessKeyId: sender, secretAccessKey: "any" },
      region,
      fetch: local.fetch,
      endpoint: "http://localhost/",
    });
    const client = new LogDestinationsClient({ fetch: local.fetch, region, credentials });
    await client.putDestination({
      destinationName: "central",
      targetArn: `arn:aws:kinesis:${region}:${owner}:stream/central`,
      roleArn: `${role}-stream`,
    });
    expect(await local.as({ account: owner, region }).describeDestinations({})).toMatchObject({
      destinations: [{ destinationName: "central" }],
    });
    const { accessKeyId: key, sessionToken: token } = await credentials();
    const who = await query(local, "sts", "GetCallerIdentity", {}, { key, token });
    expect(who.texts("UserId")[0]).toMatch(/^AROA[A-Z0-9]{17}:deploy$/);
    expect(who.texts("Arn")).toEqual([`arn:aws:sts::${owner}:assumed-role/to-central/deploy`]);
  });

  const external = { Condition: { StringEquals: { "sts:ExternalId": "42" } } };
  const inOrganization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } };
  test.each([
    ["the account", trusting(sender), {}, 200],
    ["its root user", trusting(`arn:aws:iam::${sender}:root`), {}, 200],
    ["everybody", trusting("*"), {}, 200],
    ["another account", trusting(owner), {}, 403],
    [
      "a service alone",
      { Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:*" } },
      {},
      403,
    ],
    ["who has the external id", trusting(sender, external), { ExternalId: "42" }, 200],
    ["who has another external id", trusting(sender, external), { ExternalId: "43" }, 403],
    ["who has none", trusting(sender, external), {}, 403],
    ["the organization", trusting("*", inOrganization), {}, 200],
    ["an address", trusting("*", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }), {}, 403],
    [
      "all but one",
      { Statement: [trusting("*").Statement, { ...trusting(sender).Statement, Effect: "Deny" }] },
      {},
      403,
    ],
  ])("of a role that trusts %s", async (_, trust, more, status) => {
    const notes: string[] = [];
    const accounts = { [sender]: { organization: "o-a1b2c3d4e5" } };
    const declarations = { accounts, roles: { [role]: { trust } } };
    const local = new LocalLogs({ declarations, onNote: (line) => notes.push(line) });
    const answer = await query(local, "sts", "AssumeRole", { ...session, ...more }, { key: sender });
    expect([answer.status, answer.texts("Code")]).toEqual([status, status === 200 ? [] : ["AccessDenied"]]);
    expect(notes.length).toBe(status === 200 ? 0 : 1);
  });

  test("a role that nobody declared is let in, and not with strict", async () => {
    const ask = (strict: boolean) => query(new LocalLogs({ strict }), "sts", "AssumeRole", session);
    expect((await ask(false)).status).toBe(200);
    expect((await ask(true)).texts("Message")).toEqual([
      `User: arn:aws:iam::${owner}:root is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    ]);
  });

  test("a session longer than its role allows is refused", async () => {
    const roles = { [role]: { trust: trusting("*"), maxSessionDuration: 7200 } };
    const ask = (DurationSeconds: string) =>
      query(new LocalLogs({ declarations: { roles } }), "sts", "AssumeRole", { ...session, DurationSeconds });
    expect((await ask("7200")).status).toBe(200);
    expect((await ask("7201")).texts("Code")).toEqual(["ValidationError"]);
    expect((await ask("soon")).texts("Code")).toEqual(["MalformedInput"]);
  });

  test("a session's key without its token, or with another one, is nobody's", async () => {
    const local = new LocalLogs();
    const [key = ""] = (await query(local, "sts", "AssumeRole", session)).texts("AccessKeyId");
    for (const token of [undefined, "other"]) {
      const { status, texts } = await query(local, "sts", "GetCallerIdentity", {}, { key, token });
      expect([status, texts("Code")]).toEqual([403, ["InvalidClientTokenId"]]);
    }
  });

  test("where signatures are checked, those of a session are too", async () => {
    const accessKeys = { [sender]: { account: sender, secretAccessKey: "s3cret" } };
    const local = new LocalLogs({ declarations: { accessKeys } });
    const source = { accessKeyId: sender, secretAccessKey: "s3cret" };
    const options = { roleArn: role, credentials: source, region, fetch: local.fetch, endpoint: "http://localhost/" };
    const given = await assumeRole(options)();
    const as = (secretAccessKey: string) =>
      new LogDestinationsClient({
        fetch: local.fetch,
        region,
        maxAttempts: 1,
        credentials: { ...given, secretAccessKey },
      });
    await expect(as(given.secretAccessKey).describeDestinations()).resolves.toEqual({ destinations: [] });
    await expect(as("wrong").describeDestinations()).rejects.toMatchObject({ code: "InvalidSignatureException" });
  });
});

test.each([
  ["GetSessionToken", {}, 400, "InvalidAction"],
  ["AssumeRole", { ...session, Policy: "{}" }, 400, "ValidationError"],
  ["AssumeRole", { RoleArn: role }, 400, "ValidationError"],
  ["AssumeRole", { ...session, RoleArn: "arn:aws:iam::1:user/central" }, 400, "ValidationError"],
])("%s with %j is refused in XML", async (action, parameters, status, code) => {
  const answer = await query(new LocalLogs(), "sts", action, parameters as Record<string, string>);
  expect([answer.status, answer.texts("Code"), answer.texts("Type")]).toEqual([status, [code], ["Sender"]]);
  expect(answer.texts("Message")[0]).not.toBe("");
});

describe("a service that is not modelled is refused in its client's form", () => {
  const authorization = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=${owner}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
  const form = { "content-type": "application/x-www-form-urlencoded" };
  test.each([
    ["s3", "GET", "/bucket", {}, 501, /^<Error><Code>NotImplemented<\/Code><Message>s3 is of no service/],
    ["ec2", "POST", "/", form, 400, /^<Response><Errors><Error><Code>InvalidAction<\/Code>/],
    ["sns", "POST", "/", form, 400, /^<ErrorResponse><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code>/],
    ["route53", "GET", "/2013-04-01/hostedzone", {}, 400, /^<ErrorResponse><Error>/],
    [
      "lambda",
      "GET",
      "/2015-03-31/functions",
      {},
      400,
      /^\{"__type":"UnknownOperationException","message":"lambda is of/,
    ],
    ["dynamodb", "POST", "/", { "x-amz-target": "DynamoDB_20120810.ListTables" }, 400, /^\{"__type":"Unknown/],
  ])("%s", async (service, method, path, headers, status, body) => {
    const init = { method, headers: { authorization: authorization(service), ...headers } };
    const answer = await new LocalLogs().fetch(`http://localhost${path}`, init);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(body);
    if (service === "lambda") expect(answer.headers.get("x-amzn-errortype")).toBe("UnknownOperationException");
  });
});

test("a signature of the query protocol covers its body", async () => {
  const accessKeys = { [sender]: { account: sender, secretAccessKey: "s3cret" } };
  const local = new LocalLogs({ declarations: { accessKeys } });
  const url = new URL("http://localhost/");
  const body = "Action=GetCallerIdentity&Version=2011-06-15";
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const credentials = () => ({ accessKeyId: sender, secretAccessKey: "s3cret" });
  const signed = await new SigV4().sign(
    { method: "POST", url, headers, body },
    { credentials, region, service: "sts", date: new Date() },
  );
  const ask = async (sent: string) => {
    const answer = await local.fetch(url, { method: "POST", headers: { ...headers, ...signed }, body: sent });
    return [answer.status, /<Code>(.*)<\/Code>/.exec(await answer.text())?.[1]];
  };
  expect(await ask(body)).toEqual([200, undefined]);
  expect(await ask(`${body}&x=1`)).toEqual([403, "SignatureDoesNotMatch"]);
});

test("the operations of a query service are not reached by a JSON target", async () => {
  const { status, body } = await send(new LocalLogs(), "GetCallerIdentity", {}, { service: "sts", target: "sts" });
  expect([status, body.__type]).toEqual([400, "UnknownOperationException"]);
});
