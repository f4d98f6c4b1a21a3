import {
  type Fetch,
  LogDestinationsClient,
  type LogDestinationsClientOptions,
  LogsConnection,
} from "@log-destinations/core";
import { describe, expect, it, vi } from "vitest";
import { fault, ok, type Reply, reset } from "./fault-server.ts";
import { credentials, destination, errorOf, noBackOff, put, serving, transports } from "./serving.ts";

noBackOff();

describe("a call", () => {
  it("goes out as the protocol wants it, signed", async () => {
    let seen: { method?: string | undefined; url?: string | undefined; headers: Record<string, unknown> } | undefined;
    const { client, server } = await serving([
      (response, request) => {
        seen = request;
        ok({ destination })(response, request);
      },
    ]);
    expect(await client.putDestination({ ...put, tags: { team: "platform" } })).toEqual({ destination });
    expect(server.bodies).toEqual([{ ...put, tags: { team: "platform" } }]);
    expect(seen).toMatchObject({
      method: "POST",
      url: "/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "Logs_20140328.PutDestination",
        "x-amz-security-token": "the-session-token",
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=111122223333\/\d{8}\/eu-west-1\/logs\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
        ),
      },
    });
  });
});

describe("the user agent", () => {
  const agentOf = async (options: LogDestinationsClientOptions) => {
    let headers: Record<string, string> = {};
    const fetch: Fetch = async (_, init) => {
      headers = init.headers;
      return Response.json({ destinations: [] });
    };
    await new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, ...options }).describeDestinations();
    return headers;
  };

  it.each([
    [{}, ""],
    [{ customUserAgent: "my-tool/1.2" }, " my-tool/1.2"],
    [{ customUserAgent: "lib/2.0 my-tool/1.2 (nightly)" }, " lib/2.0 my-tool/1.2 (nightly)"],
  ])("names this package, and what %o adds", async (options, added) => {
    const headers = await agentOf(options);
    expect(headers["user-agent"]).toMatch(/^log-destinations\/\d+\.\d+\.\d+\S* ?/);
    expect(headers["user-agent"]?.endsWith(added)).toBe(true);
    expect(headers.authorization).not.toContain("user-agent");
  });

  it("arrives at the service", async () => {
    for (const [, fetch] of transports) {
      let seen: string | undefined;
      const reply: Reply = (response, request) => {
        seen = request.headers["user-agent"];
        ok({ destinations: [] })(response, request);
      };
      const { client } = await serving([reply], { customUserAgent: "my-tool/1.2", ...(fetch && { fetch }) });
      await client.describeDestinations();
      expect(seen).toMatch(/^log-destinations\/\S+ my-tool\/1\.2$/);
    }
  });
});

describe("an option", () => {
  const pass = (option: object) => () =>
    new LogDestinationsClient({ region: "eu-west-1", credentials, ...option } as LogDestinationsClientOptions);

  it.each([
    [{ pacer: {} }, "pacer is [object Object]; expected an object with turn() [LD1004]"],
    [{ pacer: 5 }, "pacer is 5; expected an object with turn() [LD1004]"],
    [{ signer: () => ({}) }, /^signer is .*; expected an object with sign\(\) \[LD1004\]$/s],
    [{ fetch: "https://proxy.example" }, 'fetch is "https://proxy.example"; expected a function [LD1004]'],
    [{ onAttempt: console }, /^onAttempt is .*; expected a function/],
    [{ onAdvice: true }, "onAdvice is true; expected a function [LD1004]"],
    [{ timeout: "5" }, 'timeout is "5"; expected a number [LD1004]'],
    [{ maxAttempts: "3" }, 'maxAttempts is "3"; expected a number [LD1004]'],
    [{ requestsPerSecond: "5" }, 'requestsPerSecond is "5"; expected a number [LD1004]'],
    [{ region: 5 }, "region is 5; expected a string [LD1004]"],
    [{ customUserAgent: ["a"] }, "customUserAgent is a; expected a string [LD1004]"],
  ])("%o of the wrong kind is refused", (option, message) => {
    expect(pass(option)).toThrow(TypeError);
    expect(pass(option)).toThrow(message);
  });

  it("that is undefined counts as absent", () => {
    expect(pass({ pacer: undefined, signer: undefined, onAttempt: undefined, timeout: undefined })).not.toThrow();
  });
});

it.each([{}, "signal", { aborted: false }])("%o is no signal", async (signal) => {
  const { client } = await serving([ok({ destinations: [] })]);
  const options = { signal: signal as AbortSignal };
  for (const call of [client.describeDestinations({}, options), client.call("DescribeDestinations", {}, options)]) {
    await expect(call).rejects.toThrow(/^signal is .*; expected an object with addEventListener\(\) \[LD1004\]$/);
  }
});

it("refuses an unknown option", () => {
  expect(() => new LogsConnection({ region: "eu-west-1", retries: 3 } as object)).toThrow(/^unknown option retries; /);
  expect(() => new LogDestinationsClient({ region: "eu-west-1", onAtempt: () => {} } as object)).toThrow(
    /^unknown option onAtempt; expected region, .*\bonAttempt, onAdvice \[LD1001\]$/,
  );
});

describe("answers", () => {
  it.each(
    transports.flatMap(([name, fetch]) => [301, 302, 303, 307, 308].map((status) => [name, status, fetch] as const)),
  )("over %s that are redirects (%i) say so, and are neither followed nor tried again", async (_, status, fetch) => {
    const redirect = fault(status, "moved", { location: "https://elsewhere.example/in?token=secret#there" });
    const { client, server } = await serving([redirect], { ...(fetch && { fetch }) });
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InvalidResponse", attempts: 1, retryable: false });
    expect(error.message).toMatch(/redirect|HTTP status 30\d to https:\/\/elsewhere.example\/in,/);
    expect(error.message).not.toContain("secret");
    expect(server.bodies).toHaveLength(1);
  });

  it("are no success in a worker that shows a redirect, nor where that has status 0", async () => {
    for (const status of [0, 307]) {
      const shown = async () => ({ status, headers: new Headers(), text: async () => "", json: async () => ({}) });
      const { client } = await serving([], { fetch: shown });
      expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "InvalidResponse", attempts: 1 });
    }
  });
});

describe("errors of the service", () => {
  it("never hold credentials", async () => {
    const { client } = await serving([reset], { maxAttempts: 1 });
    const error = await errorOf(client.describeDestinations());
    const { inspect } = await import("node:util");
    const everything =
      inspect(error, { depth: 20, showHidden: true }) + inspect(client, { depth: 20, showHidden: true });
    expect(everything).not.toContain(credentials.secretAccessKey);
    expect(everything).not.toContain("the-session-token");
  });
});

describe("a clock that is off", () => {
  it("is set by the service's, and the request is signed again", async () => {
    const ahead = new Date(Date.now() + 60 * 60_000);
    const dates: (string | string[] | undefined)[] = [];
    const { client } = await serving([
      (response, request) => {
        dates.push(request.headers["x-amz-date"]);
        const late = { __type: "InvalidSignatureException", message: "Signature expired" };
        fault(400, late, { date: ahead.toUTCString() })(response, request);
      },
      (response, request) => {
        dates.push(request.headers["x-amz-date"]);
        ok({ destinations: [] })(response, request);
      },
    ]);
    await client.describeDestinations();
    expect(String(dates[1]).slice(0, 11)).toBe(ahead.toISOString().replaceAll(/[-:]/g, "").slice(0, 11));
    expect(dates[0]).not.toBe(dates[1]);
  });

  it("is set for all requests that were under way", async () => {
    const ahead = Date.now() + 60 * 60_000;
    const fetch = vi.fn(async (_: string, init: { headers: Record<string, string> }) => {
      const signed = init.headers["x-amz-date"] ?? "";
      const good = signed.slice(0, 11) === new Date(ahead).toISOString().replaceAll(/[-:]/g, "").slice(0, 11);
      const headers = { date: new Date(ahead).toUTCString() };
      if (good) return Response.json({ destinations: [] }, { headers });
      return Response.json({ __type: "InvalidSignatureException", message: "expired" }, { status: 400, headers });
    });
    const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch });
    await Promise.all([1, 2, 3].map(() => client.describeDestinations()));
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(6);
  });

  it("is no reason to try again where the clocks agree", async () => {
    const { client, server } = await serving([
      fault(403, {
        __type: "InvalidSignatureException",
        message: "The request signature we calculated does not match",
      }),
    ]);
    expect(await errorOf(client.describeDestinations())).toMatchObject({
      code: "InvalidSignatureException",
      attempts: 1,
    });
    expect(server.bodies).toHaveLength(1);
  });
});
