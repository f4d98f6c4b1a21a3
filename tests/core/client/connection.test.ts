import { LogDestinationsClient, LogsConnection } from "@log-destinations/core";
import { nodeFetch } from "@log-destinations/core/node";
import { describe, expect, it, vi } from "vitest";
import { fault, ok, reset } from "./fault-server.ts";
import { credentials, destination, errorOf, noBackOff, put, serving } from "./serving.ts";

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

it("refuses an unknown option", () => {
  expect(() => new LogsConnection({ region: "eu-west-1", retries: 3 } as object)).toThrow(/^unknown option retries; /);
});

describe("answers", () => {
  it.each([
    ["NetworkError", undefined],
    ["InvalidResponse", nodeFetch()],
  ])("that are redirects are not followed: %s", async (code, fetch) => {
    const redirect = fault(307, "", { location: "https://elsewhere.example/" });
    const { client, server } = await serving([redirect], { maxAttempts: 1, ...(fetch && { fetch }) });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code, attempts: 1 });
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
