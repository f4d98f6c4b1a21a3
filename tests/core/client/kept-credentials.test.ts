import {
  isLogsError,
  LogDestinationsClient,
  type LogDestinationsClientOptions,
  LogsConnection,
  LogsError,
} from "@log-destinations/core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { errorOf } from "./serving.ts";

const credentials = { accessKeyId: "111122223333", secretAccessKey: "the-secret-key" };

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** A client whose service answers with the statuses given, then with 200; and the key ids that it was called with. */
function asking(source: LogDestinationsClientOptions["credentials"], options: LogDestinationsClientOptions = {}) {
  const keys: string[] = [];
  const client = new LogDestinationsClient({
    region: "eu-west-1",
    ...(source !== undefined && { credentials: source }),
    fetch: async (_, { headers }) => {
      keys.push(/Credential=([^/]+)/.exec(headers.authorization ?? "")?.[1] ?? "none");
      return Response.json({ destinations: [] });
    },
    ...options,
  });
  return { client, keys };
}

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

describe("credentials", () => {
  it("come from the environment where none are given, and nothing is sent where they are missing", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "999900001111");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
    const { client, keys } = asking(undefined);
    await client.describeDestinations();
    expect(keys).toEqual(["999900001111"]);

    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "");
    const missing = asking(undefined);
    await expect(missing.client.describeDestinations()).rejects.toMatchObject({
      code: "CredentialsError",
      attempts: 0,
    });
    expect(missing.keys).toEqual([]);
  });

  it("that are missing are described by the client with the way to others; a LogsConnection says that they are missing", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "");
    vi.stubEnv("AWS_PROFILE", "work");
    const { client } = asking(undefined);
    await expect(client.describeDestinations()).rejects.toThrow(
      /^AWS_ACCESS_KEY_ID is not set, but AWS_PROFILE is; give the client credentials, such as fromDefaultChain\(\)/,
    );
    const connection = new LogsConnection({ region: "eu-west-1" });
    await expect(connection.call("DescribeDestinations", {})).rejects.toThrow(
      "AWS_ACCESS_KEY_ID is not set; give credentials [LD1207]",
    );
  });

  it("of a provider are asked for once, and again before they expire", async () => {
    let asked = 0;
    const { client, keys } = asking(async () => {
      asked++;
      return { ...credentials, accessKeyId: `KEY${asked}`, expiration: inMinutes(asked === 1 ? 4 : 60) };
    });
    await Promise.all([client.describeDestinations(), client.describeDestinations()]);
    expect(asked).toBe(1);
    for (let call = 0; call < 3; call++) await client.describeDestinations();
    // The call that asks again does not wait for the answer.
    expect(keys).toEqual(["KEY1", "KEY1", "KEY1", "KEY2", "KEY2"]);
    expect(asked).toBe(2);
  });

  it("that have expired are waited for", async () => {
    let asked = 0;
    const { client, keys } = asking(async () => {
      asked++;
      return { ...credentials, accessKeyId: `KEY${asked}`, expiration: inMinutes(asked === 1 ? -1 : 60) };
    });
    await client.describeDestinations();
    await client.describeDestinations();
    expect(keys).toEqual(["KEY1", "KEY2"]);
  });

  it.each([
    ["fails", () => Promise.reject(new Error("no metadata service"))],
    ["hangs", () => new Promise<never>(() => {})],
  ])("that are still good are used on while the provider %s", async (_, later) => {
    let asked = 0;
    const { client, keys } = asking(async () => {
      if (++asked > 1) return later();
      return { ...credentials, accessKeyId: "KEY1", expiration: inMinutes(1) };
    });
    for (let call = 0; call < 3; call++) await client.describeDestinations();
    expect(keys).toEqual(["KEY1", "KEY1", "KEY1"]);
    expect(asked).toBeGreaterThan(1);
  });

  it.each([
    ["fails", () => Promise.reject(new Error("no metadata service"))],
    ["gives the same again", async () => ({ ...credentials, expiration: inMinutes(2) })],
    ["gives others that end as soon", async () => ({ ...credentials, accessKeyId: "KEY9", expiration: inMinutes(3) })],
    ["hangs", () => new Promise<never>(() => {})],
  ])("that end soon are asked for once in half a minute, where the provider %s", async (_, later) => {
    const first = vi.spyOn(performance, "now").mockReturnValue(1_000_000);
    let asked = 0;
    const { client } = asking(async () => {
      if (++asked > 1) return later();
      return { ...credentials, expiration: inMinutes(2) };
    });
    for (let call = 0; call < 200; call++) await client.describeDestinations();
    expect(asked).toBe(2);
    first.mockReturnValue(1_031_000);
    for (let call = 0; call < 200; call++) await client.describeDestinations();
    expect(asked).toBe(3);
  });

  it.each([
    ["at once", 0],
    ["one after the other", 1],
  ])("that end under many calls are asked for once more, when the answers come %s", async (_, milliseconds) => {
    let asked = 0;
    let calls = 0;
    const contexts: unknown[] = [];
    const { client } = asking(
      async (context) => {
        contexts.push(context);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { ...credentials, accessKeyId: `KEY${++asked}`, sessionToken: `token-${asked}` };
      },
      {
        fetch: async (_, { headers }) => {
          const refused = headers.authorization?.includes("KEY1/");
          if (refused) await new Promise((resolve) => setTimeout(resolve, milliseconds * calls++));
          return refused
            ? Response.json({ __type: "ExpiredTokenException" }, { status: 400 })
            : Response.json({ destinations: [] });
        },
      },
    );
    await Promise.all(Array.from({ length: 50 }, () => client.describeDestinations()));
    expect(asked).toBe(2);
    expect(contexts).toMatchObject([
      { region: "eu-west-1", forceRefresh: false, refused: undefined },
      { region: "eu-west-1", forceRefresh: true, refused: { accessKeyId: "KEY1" } },
    ]);
  });

  it("are asked for in the Region of the client, in the words of the AWS SDK too", async () => {
    const regions: string[] = [];
    const { client } = asking(async ({ region, callerClientConfig }) => {
      regions.push(region, await callerClientConfig.region());
      return credentials;
    });
    await client.describeDestinations();
    expect(regions).toEqual(["eu-west-1", "eu-west-1"]);
  });

  it("stay as they were checked, given and provided, when their object is changed later", async () => {
    for (const provided of [false, true]) {
      const mine = { ...credentials, accessKeyId: "KEY1", sessionToken: "token" };
      const { client, keys } = asking(provided ? async () => mine : mine);
      await client.describeDestinations();
      mine.accessKeyId = "A\r\nx";
      mine.sessionToken = "B\r\nx";
      await client.describeDestinations();
      expect(keys).toEqual(["KEY1", "KEY1"]);
    }
  });

  it("that a provider is slow to give cost no attempt, and end with the call's own timeout", async () => {
    const slow = () => new Promise<typeof credentials>((resolve) => setTimeout(resolve, 80, credentials));
    const patient = asking(slow, { attemptTimeout: 20 });
    await patient.client.describeDestinations();
    expect(patient.keys).toHaveLength(1);

    const hurried = asking(() => new Promise(() => {}), { timeout: 30 });
    await expect(hurried.client.describeDestinations()).rejects.toMatchObject({
      code: "TimeoutError",
      message: "no credentials in 30 ms, the timeout [LD1213]",
      attempts: 0,
    });
  });

  it("that the service takes for expired are asked for again, once a call", async () => {
    let asked = 0;
    const expired = {
      __type: "ExpiredTokenException",
      message: "The security token included in the request is expired",
    };
    const refusing = (...refused: string[]) =>
      asking(async () => ({ ...credentials, accessKeyId: `KEY${++asked}` }), {
        fetch: async (_, { headers }) =>
          refused.some((key) => headers.authorization?.includes(`${key}/`))
            ? Response.json(expired, { status: 400 })
            : Response.json({ destinations: [] }),
      }).client;
    await refusing("KEY1").describeDestinations();
    expect(asked).toBe(2);
    await expect(refusing("KEY3", "KEY4").describeDestinations()).rejects.toMatchObject({
      code: "ExpiredTokenException",
      attempts: 2,
    });
    expect(asked).toBe(4);
  });

  it("may carry their end as text, and have to be there", async () => {
    const answers = [null, { ...credentials, expiration: inMinutes(60).toISOString() }];
    const { client, keys } = asking(async () => answers.shift() as never);
    await expect(client.describeDestinations()).rejects.toThrow("accessKeyId of the credentials is missing");
    await client.describeDestinations();
    await client.describeDestinations();
    expect(keys).toHaveLength(2);
  });

  it("with an empty session token are signed without one", async () => {
    const sent: object[] = [];
    const { client } = asking(
      { ...credentials, sessionToken: "" },
      {
        fetch: async (_, { headers }) => {
          sent.push(headers);
          return Response.json({ destinations: [] });
        },
      },
    );
    await client.describeDestinations();
    expect(Object.keys(sent[0] ?? {})).not.toContain("x-amz-security-token");
  });

  it("that would break a header are refused without being shown, given and provided", async () => {
    const broken = { ...credentials, sessionToken: "first-half\nsecond-half" };
    const caught: unknown[] = [];
    try {
      asking(broken);
    } catch (error) {
      caught.push(error);
    }
    await asking(async () => broken)
      .client.describeDestinations()
      .catch((error: unknown) => caught.push(error));
    expect(caught).toHaveLength(2);
    for (const error of caught) {
      expect(error).toMatchObject({ code: "CredentialsError", attempts: 0 });
      expect((error as Error).message).toBe(
        "sessionToken of the credentials is malformed; expected text without blanks [LD1209]",
      );
      expect(JSON.stringify(error)).not.toMatch(/half/);
    }
  });

  it("of a provider that fails are asked for again with the next call", async () => {
    let asked = 0;
    const failure = new Error("no metadata service");
    const { client } = asking(async () => {
      if (++asked === 1) throw failure;
      return credentials;
    });
    const error = await client.describeDestinations().catch((error: unknown) => error);
    expect(isLogsError(error, "CredentialsError")).toBe(true);
    expect(error).toMatchObject({
      message: "the credentials provider failed: no metadata service [LD1208]",
      cause: failure,
    });
    await client.describeDestinations();
  });

  it("are not asked for by a signer that needs none", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "");
    const { client, keys } = asking(undefined, { signer: { sign: () => ({}) } });
    await client.describeDestinations();
    expect(keys).toEqual(["none"]);
  });

  it("keep an error of their own, of which each call that waited has one for itself", async () => {
    const own = new LogsError("AccessDeniedException", "no role for you", { requestId: "id-1", cause: "why" });
    const { client } = asking(() => Promise.reject(own));
    const calls = [client.describeDestinations(), client.deleteDestination({ destinationName: "central" })];
    const [one, other] = await Promise.all(calls.map(errorOf));
    const said = {
      message: "no role for you",
      code: "AccessDeniedException",
      requestId: "id-1",
      cause: "why",
      attempts: 0,
    };
    expect(one).toMatchObject({ ...said, operation: "DescribeDestinations" });
    expect(other).toMatchObject({ ...said, operation: "DeleteDestination" });
    expect(one).not.toBe(other);
    expect(own.operation).toBeUndefined();
  });

  it("that fail after something was sent say so, in an error of the call's own", async () => {
    const own = new LogsError("AccessDeniedException", "no role for you");
    const given = [Promise.resolve(credentials)];
    const { client } = asking(() => given.pop() ?? Promise.reject(own), {
      fetch: async () => Response.json({ __type: "ExpiredTokenException" }, { status: 400 }),
    });
    const error = (await client.describeDestinations().catch((error: unknown) => error)) as LogsError;
    expect(error).toMatchObject({ code: "AccessDeniedException", message: "no role for you", attempts: 1 });
    expect(error.earlier.map(({ code }) => code)).toEqual(["ExpiredTokenException"]);
    expect(own).toMatchObject({ attempts: 0, earlier: [] });
  });

  it("of a provider that hangs are asked for again half a minute later", async () => {
    vi.useFakeTimers();
    try {
      let asked = 0;
      const hanging = () => (++asked === 1 ? new Promise<never>(() => {}) : Promise.resolve(credentials));
      const { client } = asking(hanging, { timeout: Infinity });
      client.describeDestinations();
      await vi.advanceTimersByTimeAsync(29_000);
      client.describeDestinations();
      expect(asked).toBe(1);
      await vi.advanceTimersByTimeAsync(2_000);
      await client.describeDestinations();
      expect(asked).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });
});
