import { assumeRole, type Fetch, fleetDestinations, LogDestinationsClient } from "@log-destinations/core";
import { beforeEach, describe, expect, it, vi } from "vitest";

const roleArn = "arn:aws:iam::222233334444:role/log-reader";
const credentials = { accessKeyId: "SOURCE", secretAccessKey: "the-secret", sessionToken: "the-source-token" };
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const session = (key: string, expiration = inMinutes(60)) =>
  new Response(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s/+=</SecretAccessKey>
     <SessionToken>token/${key}==</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
const refusal = (status: number, code: string, message = "no") =>
  new Response(`<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`, {
    status,
  });

/** An STS that answers with the sessions `KEY1`, `KEY2` and so on, after the answers given; and the calls that it got. */
function sts(...answers: (Response | Error)[]) {
  const calls: { url: string; authorization: string; form: Record<string, string> }[] = [];
  let sessions = 0;
  const fetch: Fetch = async (url, { body, headers }) => {
    calls.push({
      url,
      authorization: headers.authorization ?? "",
      form: Object.fromEntries(new URLSearchParams(body)),
    });
    const answer = answers.shift() ?? session(`KEY${++sessions}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { fetch, calls };
}

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

describe("a role", () => {
  it("is assumed by one signed call, with all that is asked for", async () => {
    const { fetch, calls } = sts();
    const provider = assumeRole({
      roleArn,
      roleSessionName: "audit",
      externalId: "x & y",
      durationSeconds: 900,
      policy: "{}",
      credentials,
      region: "eu-west-1",
      fetch,
    });
    expect(await provider()).toMatchObject({
      accessKeyId: "KEY1",
      secretAccessKey: "s/+=",
      sessionToken: "token/KEY1==",
    });
    expect(calls).toMatchObject([
      {
        url: "https://sts.eu-west-1.amazonaws.com/",
        form: {
          Action: "AssumeRole",
          Version: "2011-06-15",
          RoleArn: roleArn,
          RoleSessionName: "audit",
          ExternalId: "x & y",
          DurationSeconds: "900",
          Policy: "{}",
        },
      },
    ]);
    expect(calls[0]?.authorization).toMatch(
      /Credential=SOURCE\/\d{8}\/eu-west-1\/sts\/aws4_request, .*x-amz-security-token/,
    );
  });

  it.each([
    ["eu-west-1", {}, "https://sts.eu-west-1.amazonaws.com/"],
    ["cn-north-1", {}, "https://sts.cn-north-1.amazonaws.com.cn/"],
    ["us-gov-west-1", { AWS_USE_FIPS_ENDPOINT: "true" }, "https://sts.us-gov-west-1.amazonaws.com/"],
    ["us-east-2", { AWS_USE_FIPS_ENDPOINT: "true" }, "https://sts-fips.us-east-2.amazonaws.com/"],
    ["eusc-de-east-1", { AWS_USE_DUALSTACK_ENDPOINT: "true" }, "https://sts.eusc-de-east-1.api.amazonwebservices.eu/"],
    ["eu-west-1", { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" }, "http://127.0.0.1:1/"],
    ["eu-west-1", { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: "http://127.0.0.1:1" }, "https://sts.eu-west-1.amazonaws.com/"],
  ])("is assumed in the client's Region, %s with %o", async (region, environment, url) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { fetch, calls } = sts();
    await assumeRole({ roleArn, credentials, fetch })({ region });
    expect(calls.map((call) => call.url)).toEqual([url]);
    // The form of the AWS SDK's clients.
    await assumeRole({ roleArn, credentials, fetch })({ callerClientConfig: { region: async () => region } });
    expect(calls[1]?.url).toBe(url);
  });

  it("has one session in all Regions of an account, in a fleet", async () => {
    const { fetch, calls } = sts();
    const accounts = ["111122223333", "222233334444", "333344445555"];
    const regions = ["eu-west-1", "eu-west-2", "us-east-1", "ap-south-1", "cn-north-1"];
    const roles = new Map(
      accounts.map((id) => [id, assumeRole({ roleArn: `arn:aws:iam::${id}:role/log-reader`, credentials, fetch })]),
    );
    const used: string[] = [];
    const pairs = accounts.flatMap((account) => regions.map((region) => ({ account, region })));
    const connect = ({ account, region }: { account: string; region: string }) =>
      new LogDestinationsClient({
        region,
        credentials: roles.get(account),
        fetch: async (_, { headers }) => {
          used.push(/Credential=(\w+)/.exec(headers.authorization ?? "")?.[1] ?? "");
          return Response.json({ destinations: [] });
        },
      });
    for await (const { error } of fleetDestinations(pairs, connect)) if (error) throw error;
    expect(calls.map(({ form }) => form.RoleArn?.split(":")[4]).toSorted()).toEqual(accounts);
    expect(used).toHaveLength(15);
    expect(new Set(used)).toEqual(new Set(["KEY1", "KEY2", "KEY3"]));
  });

  it("is assumed once more where the service takes its session for expired, for all clients", async () => {
    const { fetch, calls } = sts();
    const role = assumeRole({ roleArn, credentials, fetch });
    const clients = ["eu-west-1", "eu-west-2", "eu-west-3"].map(
      (region) =>
        new LogDestinationsClient({
          region,
          credentials: role,
          fetch: async (_, { headers }) =>
            headers.authorization?.includes("KEY1/")
              ? Response.json({ __type: "ExpiredTokenException" }, { status: 400 })
              : Response.json({ destinations: [] }),
        }),
    );
    await Promise.all(clients.flatMap((client) => [client.describeDestinations(), client.describeDestinations()]));
    await Promise.all(clients.map((client) => client.describeDestinations()));
    expect(calls).toHaveLength(2);
  });

  it("is assumed although this machine's clock is wrong, and renewed by that clock", async () => {
    const ahead = 3_600_000;
    const dates: number[] = [];
    const fetch: Fetch = async (_, { headers }) => {
      const written = headers["x-amz-date"] ?? "";
      dates.push(Date.parse(written.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z")));
      if (dates.length > 1) return session("KEY", new Date(Date.now() + ahead + 1_800_000).toISOString());
      const { status, body } = refusal(403, "SignatureDoesNotMatch", "Signature expired: it is now earlier than …");
      return new Response(body, { status, headers: { date: new Date(Date.now() + ahead).toUTCString() } });
    };
    const { expiration } = await assumeRole({ roleArn, credentials, region: "eu-west-1", fetch })();
    const minutes = (milliseconds: number) => Math.round(milliseconds / 60_000) + 0;
    expect(dates.map((date) => minutes(date - Date.now()))).toEqual([0, 60]);
    expect(minutes((expiration as Date).getTime() - Date.now())).toBe(30);
  });

  it("is refused for a secret key that is wrong, by one call", async () => {
    const { status, body } = refusal(403, "SignatureDoesNotMatch");
    const { fetch, calls } = sts(new Response(body, { status, headers: { date: new Date().toUTCString() } }));
    await expect(assumeRole({ roleArn, credentials, region: "eu-west-1", fetch })()).rejects.toMatchObject({
      cause: { code: "SignatureDoesNotMatch" },
    });
    expect(calls).toHaveLength(1);
  });

  it.each([
    new TypeError("Cannot read properties of undefined (reading 'x')"),
    Object.assign(new Error("no"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
  ])("is not asked for again where the next attempt would end in the same way: %s", async (thrown) => {
    const { fetch, calls } = sts(thrown);
    await expect(assumeRole({ roleArn, credentials, region: "eu-west-1", fetch })()).rejects.toMatchObject({
      code: "CredentialsError",
      cause: { code: "TransportError" },
    });
    expect(calls).toHaveLength(1);
  });

  it("is refused in the words of STS, in plain text", async () => {
    const { fetch } = sts(refusal(400, "ValidationError", "&apos;x&apos; &lt; &quot;y&quot; &amp;amp; &#10;"));
    await expect(assumeRole({ roleArn, credentials, region: "eu-west-1", fetch })()).rejects.toThrow(
      `failed: ValidationError: 'x' < "y" &amp; &#10; [LD1214]`,
    );
  });

  it("is assumed with new credentials where STS takes those for expired", async () => {
    const { fetch, calls } = sts(refusal(400, "ExpiredTokenException"));
    let asked = 0;
    const source = async () => ({ ...credentials, accessKeyId: `SOURCE${++asked}` });
    await assumeRole({ roleArn, credentials: source, fetch })({ region: "eu-west-1" });
    expect(calls.map(({ authorization }) => /Credential=(\w+)/.exec(authorization)?.[1])).toEqual([
      "SOURCE1",
      "SOURCE2",
    ]);
  });

  it.each([
    ["throttling", refusal(400, "Throttling")],
    ["a fault of the service", refusal(500, "InternalFailure")],
    ["no XML", new Response("<html>", { status: 503 })],
    ["no answer", new Error("reset")],
  ])("is asked for again after %s", async (_, first) => {
    const { fetch, calls } = sts(first);
    await assumeRole({ roleArn, credentials, fetch })({ region: "eu-west-1" });
    expect(calls).toHaveLength(2);
  });

  it.each([
    [
      "refuses",
      () => refusal(403, "AccessDenied", "User u is not\nThe Canonical String: x-amz-security-token:the-source-token"),
      /^AssumeRole of arn:aws:iam::222233334444:role\/log-reader failed: AccessDenied: User u is not \[LD1214\]$/,
    ],
    ["is no STS", () => new Response("hello"), /failed: InvalidResponse: HTTP status 200 \[LD1214\]$/],
  ])("is refused in the words of STS where that %s, and no secret is in the error", async (_, answer, message) => {
    const { fetch, calls } = sts(answer());
    const client = new LogDestinationsClient({
      region: "eu-west-1",
      credentials: assumeRole({ roleArn, credentials, fetch }),
    });
    const error = await client.describeDestinations().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "CredentialsError", message: expect.stringMatching(message) });
    expect(calls).toHaveLength(1);
    const { stack, cause } = error as Error;
    expect(`${stack} ${(cause as Error).stack} ${JSON.stringify([error, cause])}`).not.toMatch(
      /the-source-token|the-secret/,
    );
  });

  it("comes from the environment's key where no credentials are given", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "999900001111");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
    const { fetch, calls } = sts();
    await assumeRole({ roleArn, fetch })({ region: "eu-west-1" });
    expect(calls[0]?.authorization).toContain("Credential=999900001111/");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "");
    await expect(assumeRole({ roleArn, fetch })({ region: "eu-west-1" })).rejects.toThrow(
      "AWS_ACCESS_KEY_ID is not set",
    );
  });

  it.each([
    [{ roleArn: "log-reader" }, /^roleArn is "log-reader"; expected the ARN of a role/],
    [{ roleArn: "arn:aws:sts::222233334444:assumed-role/log-reader/me" }, /^roleArn is ".*"; expected/],
    [{ roleArn, durationSeconds: 60 }, /^durationSeconds is 60; expected a whole number, 900 to 43200/],
    [{ roleArn, RoleSessionName: "x" }, /^unknown option RoleSessionName; expected roleArn, roleSessionName/],
  ])("is refused at once with %o", (options, message) => {
    expect(() => assumeRole(options as never)).toThrow(message);
  });
});
