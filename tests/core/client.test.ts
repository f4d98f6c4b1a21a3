import {
  accessPolicy,
  type Fetch,
  isLogsError,
  LogDestinationsClient,
  type LogDestinationsClientOptions,
  LogsError,
} from "@log-destinations/core";
import { nodeFetch } from "@log-destinations/core/node";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fault, faultServer, halfBody, html, ok, okWithLength, type Reply, reset, silence } from "./fault-server.ts";

const secretAccessKey = "the-secret-key";
const credentials = { accessKeyId: "111122223333", secretAccessKey, sessionToken: "the-session-token" };
const destination = {
  destinationName: "central",
  targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
  roleArn: "arn:aws:iam::111122223333:role/central",
  arn: "arn:aws:logs:eu-west-1:111122223333:destination:central",
  creationTime: 1_700_000_000_000,
};
const put = { destinationName: "central", targetArn: destination.targetArn, roleArn: destination.roleArn };

const open: { close(): Promise<void> }[] = [];
beforeEach(() => {
  // Back-off without the wait.
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function servingOver(script: Reply[], options: LogDestinationsClientOptions = {}) {
  const server = await faultServer(...script);
  open.push(server);
  const client = new LogDestinationsClient({ region: "eu-west-1", credentials, endpoint: server.endpoint, ...options });
  return { client, server };
}

const serving = servingOver;

const errorOf = (call: Promise<unknown>): Promise<LogsError> =>
  call.then(
    () => expect.unreachable("the call should have failed"),
    (error: LogsError) => error,
  );

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

  it.each(["", "{}"])("without output takes the body %j", async (body) => {
    const { client } = await serving([fault(200, body)]);
    expect(await client.deleteDestination({ destinationName: "central" })).toEqual({});
  });

  it("takes null and empty tokens and policies as absent, and passes unknown members on", async () => {
    const sent = { ...destination, accessPolicy: null, color: "blue" };
    for (const reply of [ok, okWithLength]) {
      const { client } = await serving([reply({ destinations: [sent], nextToken: "" })]);
      const page = await client.describeDestinations();
      expect(page).toEqual({ destinations: [{ ...destination, color: "blue" }] });
    }
  });

  it.each([
    [{}, "destinations is missing"],
    [{ destinations: {} }, "destinations is not a list"],
    [{ destinations: [{ ...destination, arn: null }] }, "destinations[0].arn is missing"],
    [
      { destinations: [{ ...destination, creationTime: "now" }] },
      "destinations[0].creationTime is not of type integer",
    ],
    [{ destinations: ["central"] }, "destinations[0] is not an object"],
  ])("does not take %j for an answer", async (body, what) => {
    const { client, server } = await serving([ok(body)]);
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InvalidResponse", operation: "DescribeDestinations", status: 200 });
    expect(error.message).toContain(what);
    expect(server.bodies).toHaveLength(1);
  });

  it("lists subscription filters over pages too", async () => {
    const filter = (filterName: string) => ({
      filterName,
      logGroupName: "/app",
      filterPattern: "",
      destinationArn: destination.arn,
      distribution: "ByLogStream",
      applyOnTransformedLogs: false,
      creationTime: 1,
    });
    const { client, server } = await serving([
      ok({ subscriptionFilters: [filter("a"), filter("b")], nextToken: "b" }),
      ok({ subscriptionFilters: [filter("c")] }),
    ]);
    const listing = client.subscriptionFilters({ logGroupName: "/app" }, { pageSize: 2 });
    expect(await listing.toArray()).toEqual([filter("a"), filter("b"), filter("c")]);
    expect(server.bodies).toEqual([
      { logGroupName: "/app", limit: 2 },
      { logGroupName: "/app", limit: 2, nextToken: "b" },
    ]);
  });

  it("call() sends what the table does not know", async () => {
    const { client, server } = await serving([ok({ anything: [1] })]);
    expect(await client.call("PutDeliveryDestination", { name: "x" })).toEqual({ anything: [1] });
    expect(await client.call("DeleteDestination", { destinationName: "x", newMember: 1 })).toEqual({ anything: [1] });
    expect(server.bodies).toEqual([{ name: "x" }, { destinationName: "x", newMember: 1 }]);
  });
});

describe("before anything is sent", () => {
  const unreachable = new LogDestinationsClient({
    region: "eu-west-1",
    credentials,
    fetch: () => Promise.reject(new Error("sent")),
    maxAttempts: 1,
  });

  it.each([
    [
      "an unknown member",
      { destinationNamePrefix: "x" },
      /no member destinationNamePrefix.*Write DestinationNamePrefix/,
    ],
    ["an unknown member unlike any", { color: "x" }, /no member color.*DestinationNamePrefix, nextToken, limit/],
    ["a limit of 0", { limit: 0 }, /limit is 0; expected a whole number from 1 to 50/],
    ["a name with a colon", { DestinationNamePrefix: "a:b" }, /without : and \*/],
  ])("%s is refused", async (_, request, message) => {
    const error = await errorOf(unreachable.describeDestinations(request as object));
    expect(error).toMatchObject({
      code: "InvalidParameterException",
      attempts: 0,
      retryable: false,
    });
    expect(error.status).toBeUndefined();
    expect(error.message).toMatch(message);
    expect(error.violations).toHaveLength(1);
  });

  it("a policy that the service would refuse is refused, with what to write instead", async () => {
    const accessPolicy = JSON.stringify({
      Statement: { Effect: "Allow", Principal: { AWS: "arn:aws:iam::222233334444:root" }, Action: "*", Resource: "*" },
    });
    const error = await errorOf(unreachable.putDestinationPolicy({ destinationName: "central", accessPolicy }));
    expect(error).toMatchObject({ code: "InvalidParameterException", attempts: 0 });
    expect(error.message).toMatch(/write the account id alone: 222233334444/);
    expect(error.findings).toMatchObject([{ rule: "principal" }]);
  });

  it("a policy that only breaks senders is handed to onAdvice and sent", async () => {
    const onAdvice = vi.fn();
    const { client, server } = await serving([ok({})], { onAdvice });
    const policy = accessPolicy({
      destinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:other",
      accounts: ["222233334444"],
    });
    await client.putDestinationPolicy({ destinationName: "central", accessPolicy: policy });
    expect(server.bodies).toHaveLength(1);
    expect(onAdvice.mock.calls).toMatchObject([[{ rule: "resource", severity: "advice" }, { accessPolicy: policy }]]);
  });
});

describe("errors of the service", () => {
  const body = { __type: "ResourceNotFoundException", message: "The specified destination does not exist." };
  it.each([
    ["the plain form", body, {}],
    ["a namespace", { ...body, __type: "com.amazonaws.logs#ResourceNotFoundException" }, {}],
    ["Message", { __type: body.__type, Message: body.message }, {}],
    [
      "the header alone",
      { message: body.message },
      { "x-amzn-errortype": "ResourceNotFoundException:http://internal" },
    ],
  ])("are read from %s", async (_, sent, headers) => {
    const { client } = await serving([fault(400, sent, { "x-amzn-RequestId": "id-1", ...headers })]);
    const error = await errorOf(client.deleteDestination({ destinationName: "central" }));
    expect(error).toBeInstanceOf(LogsError);
    expect(error).toMatchObject({
      name: "ResourceNotFoundException",
      code: "ResourceNotFoundException",
      message: body.message,
      operation: "DeleteDestination",
      status: 400,
      requestId: "id-1",
      attempts: 1,
      retryable: false,
    });
    expect(isLogsError(error, "ResourceNotFoundException")).toBe(true);
    expect(isLogsError(error, "ThrottlingException", "AccessDeniedException")).toBe(false);
  });

  it("that promise JSON and are none are tried again", async () => {
    const broken = fault(200, '{"destinations":', { "content-length": "16" });
    const { client, server } = await serving([broken], { maxAttempts: 2 });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "InvalidResponse", attempts: 2 });
    expect(server.bodies).toHaveLength(2);
  });

  it("that are JSON but no object say so", async () => {
    const { client } = await serving([fault(200, "[1]", { "content-length": "3" })], { maxAttempts: 1 });
    expect((await errorOf(client.describeDestinations())).message).toMatch(/no JSON object but .* begins "\[1\]"/);
  });

  it("that are empty where the operation promises something are tried again", async () => {
    const { client } = await serving([fault(200, ""), ok({ destinations: [] })]);
    expect(await client.describeDestinations()).toEqual({ destinations: [] });
    const nothing = await serving([fault(200, "\n")]);
    expect(await nothing.client.deleteDestination({ destinationName: "central" })).toEqual({});
  });

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

  it("tell what ended the attempts before", async () => {
    const throttled = fault(400, { __type: "ThrottlingException", message: "Rate exceeded" });
    const { client } = await serving([throttled, html(503), fault(400, { __type: "ResourceNotFoundException" })]);
    const error = await errorOf(client.deleteDestination({ destinationName: "central" }));
    expect(error).toMatchObject({ code: "ResourceNotFoundException", attempts: 3 });
    expect(error.earlier.map(({ code }) => code)).toEqual(["ThrottlingException", "InvalidResponse"]);
  });

  it("that are no JSON still have a code, a status and what was there", async () => {
    const { client } = await serving([html(403)]);
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InvalidResponse", status: 403, attempts: 1 });
    expect(error.message).toMatch(/status 403.*text\/html.*maintenance/);
  });

  it("never hold credentials", async () => {
    const { client } = await serving([reset], { maxAttempts: 1 });
    const error = await errorOf(client.describeDestinations());
    const { inspect } = await import("node:util");
    const everything =
      inspect(error, { depth: 20, showHidden: true }) + inspect(client, { depth: 20, showHidden: true });
    expect(everything).not.toContain(secretAccessKey);
    expect(everything).not.toContain("the-session-token");
  });
});

const transports: [name: string, transport: Fetch | undefined][] = [
  ["the global fetch", undefined],
  ["nodeFetch", nodeFetch()],
];

describe.each(transports)("retries over %s", (_, fetch) => {
  const page = ok({ destinations: [destination] });
  const serving = (script: Reply[], options: LogDestinationsClientOptions = {}) =>
    servingOver(script, { ...options, ...(fetch && { fetch }) });
  it.each<[string, Reply]>([
    ["a reset", reset],
    ["half a body", halfBody],
    ["throttling", fault(400, { __type: "ThrottlingException", message: "Rate exceeded" })],
    ["a conflicting writer", fault(400, { __type: "OperationAbortedException", message: "try again" })],
    ["an unavailable service", fault(500, { __type: "ServiceUnavailableException" })],
    ["a proxy's page", html(502)],
    ["a page in the place of JSON", html(200)],
    ["an empty 503", fault(503, "")],
    ["429", fault(429, "slow down")],
  ])("get over %s", async (_, broken) => {
    const { client, server } = await serving([broken, broken, page]);
    expect((await client.describeDestinations()).destinations).toEqual([destination]);
    expect(server.bodies).toHaveLength(3);
  });

  it("end after maxAttempts with the last error", async () => {
    const { client, server } = await serving([fault(500, { __type: "InternalFailure", message: "oops" })], {
      maxAttempts: 4,
    });
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InternalFailure", attempts: 4, retryable: true });
    expect(server.bodies).toHaveLength(4);
  });

  it("leave alone what would fail again", async () => {
    const { client, server } = await serving([fault(400, { __type: "AccessDeniedException", message: "no" })]);
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "AccessDeniedException", attempts: 1 });
    expect(server.bodies).toHaveLength(1);
  });

  it("wait as long as Retry-After says", async () => {
    const { client } = await serving([fault(503, "", { "retry-after": "1" }), page]);
    const wait = vi.spyOn(globalThis, "setTimeout");
    await client.describeDestinations();
    expect(wait.mock.calls.map(([, milliseconds]) => milliseconds)).toContain(1000);
  });

  it("wait so also where it is long, and give up at once where the call's time is shorter", async () => {
    vi.useFakeTimers();
    try {
      const busy = () => Promise.resolve(Response.json({}, { status: 503, headers: { "retry-after": "24" } }));
      const fetch = vi.fn(busy);
      const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, maxAttempts: 2 });
      const call = errorOf(client.describeDestinations());
      await vi.advanceTimersByTimeAsync(23_990);
      expect(fetch).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(20);
      expect(await call).toMatchObject({ attempts: 2, retryAfter: 24_000 });

      const hurried = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, timeout: 20_000 });
      expect(await errorOf(hurried.describeDestinations())).toMatchObject({ attempts: 1, retryable: true });
    } finally {
      vi.useRealTimers();
    }
  });

  it("back off with full jitter, longer each time and longer when throttled", async () => {
    vi.mocked(Math.random).mockReturnValue(0.01);
    const delays = async (reply: Reply) => {
      const { client } = await serving([reply], { maxAttempts: 4, attemptTimeout: 9_999 });
      const wait = vi.spyOn(globalThis, "setTimeout");
      await errorOf(client.describeDestinations());
      const all = wait.mock.calls.map(([, milliseconds]) => milliseconds as number);
      wait.mockRestore();
      return all.filter((milliseconds) => milliseconds > 0 && milliseconds < 100);
    };
    expect(await delays(fault(500, "{}"))).toEqual([1, 2, 4]);
    expect(await delays(fault(400, { __type: "ThrottlingException" }))).toEqual([5, 10, 20]);
  });

  it("stop when the client's budget is used up, and come back with success", async () => {
    const broken = fault(500, "{}");
    const { client, server } = await serving([broken], { maxAttempts: 60 });
    await errorOf(client.describeDestinations());
    await errorOf(client.describeDestinations());
    // 100 retries and the two first attempts.
    expect(server.bodies).toHaveLength(102);
    await errorOf(client.describeDestinations());
    expect(server.bodies).toHaveLength(103);
  });

  it("list every page once, whatever happens on the way", async () => {
    const named = (name: string) => ({ ...destination, destinationName: name });
    const { client } = await serving([
      reset,
      ok({ destinations: [named("a"), named("b")], nextToken: "b" }),
      halfBody,
      fault(400, { __type: "ThrottlingException" }),
      ok({ destinations: [], nextToken: "b2" }),
      html(200),
      ok({ destinations: [named("c")] }),
    ]);
    const all = await client.destinations().toArray();
    expect(all.map(({ destinationName }) => destinationName)).toEqual(["a", "b", "c"]);
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

describe("requestsPerSecond", () => {
  it("spreads the calls of each operation, retries included", async () => {
    vi.useFakeTimers();
    try {
      let sent = 0;
      const fetch = async () =>
        ++sent === 1 ? new Response("{}", { status: 500 }) : Response.json({ destinations: [] });
      const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, requestsPerSecond: 5 });
      const calls = Promise.all([1, 2, 3].map(() => client.describeDestinations()));
      for (const count of [1, 2, 3, 4]) {
        await vi.advanceTimersByTimeAsync(count === 1 ? 199 : 200);
        expect(sent).toBe(count);
      }
      await calls;
    } finally {
      vi.useRealTimers();
    }
  });

  it("costs an attempt none of its time, and gives up where the turn comes too late", async () => {
    vi.useFakeTimers();
    try {
      const fetch = vi.fn(async () => Response.json({ destinations: [] }));
      const paced = {
        region: "eu-west-1",
        credentials,
        fetch,
        requestsPerSecond: 10,
        attemptTimeout: 200,
        timeout: 1_450,
      };
      const client = new LogDestinationsClient(paced);
      const calls = Promise.allSettled(Array.from({ length: 17 }, () => client.describeDestinations()));
      await vi.advanceTimersByTimeAsync(3_000);
      const failed = (await calls).flatMap((call) => (call.status === "rejected" ? [call.reason] : []));
      expect(fetch).toHaveBeenCalledTimes(15);
      const untried = { code: "TimeoutError", message: expect.stringContaining("no turn in 1450 ms"), attempts: 0 };
      expect(failed).toMatchObject([untried, untried]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("has to be above 0", () => {
    expect(() => new LogDestinationsClient({ region: "x", requestsPerSecond: 0 })).toThrow(/requestsPerSecond is 0/);
  });
});

describe.each(transports)("deadlines over %s", (_, fetch) => {
  const serving = (script: Reply[], options: LogDestinationsClientOptions = {}) =>
    servingOver(script, { ...options, ...(fetch && { fetch }) });

  it("end an attempt and try again", async () => {
    const { client, server } = await serving([silence, ok({ destinations: [] })], { attemptTimeout: 100 });
    expect(await client.describeDestinations()).toEqual({ destinations: [] });
    expect(server.bodies).toHaveLength(2);
  });

  it("end the whole call", async () => {
    const { client } = await serving([silence], { attemptTimeout: 60, timeout: 150, maxAttempts: 50 });
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "TimeoutError", retryable: true });
    expect(error.attempts).toBeGreaterThan(1);
  });

  it("may be as long as one likes", async () => {
    for (const attemptTimeout of [2 ** 31, Infinity]) {
      const { client } = await serving([ok({ destinations: [] })], { attemptTimeout, timeout: Infinity });
      await client.describeDestinations();
    }
  });

  it("leave no listener behind where fetch never settles", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const fetch = () => new Promise<never>(() => {});
    const client = new LogDestinationsClient({
      region: "eu-west-1",
      credentials,
      fetch,
      attemptTimeout: 10,
      maxAttempts: 2,
    });
    await errorOf(client.describeDestinations({}, { signal }));
    expect(removed.mock.calls.length).toBeGreaterThanOrEqual(added.mock.calls.length);
  });

  it("hold where fetch does not listen to its signal", async () => {
    const client = new LogDestinationsClient({
      region: "eu-west-1",
      credentials,
      fetch: () => new Promise(() => {}),
      attemptTimeout: 20,
      maxAttempts: 2,
    });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "TimeoutError", attempts: 2 });
  });

  it("cover the body too", async () => {
    const stalled: Reply = (response) => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.write('{"destinations":');
    };
    const { client } = await serving([stalled, ok({ destinations: [] })], { attemptTimeout: 200 });
    expect(await client.describeDestinations()).toEqual({ destinations: [] });
  });
});

describe("nodeFetch", () => {
  it("ends its request when it is given up", async () => {
    const { client, server } = await serving([silence], { fetch: nodeFetch(), attemptTimeout: 50, maxAttempts: 1 });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "TimeoutError" });
    await vi.waitFor(async () => expect(await server.connections()).toBe(0));
  });

  it("keeps its connection for the next request, and text whole that is cut between bytes of one character", async () => {
    const page = { destinations: [{ ...destination, destinationName: "é😀".repeat(40_000) }] };
    const { client, server } = await serving([okWithLength(page)], { fetch: nodeFetch() });
    for (let call = 0; call < 3; call++) expect(await client.describeDestinations()).toEqual(page);
    expect(server.opened()).toBe(1);
  });

  it("goes nowhere with a signal that was aborted", async () => {
    const init = {
      method: "POST",
      headers: {},
      body: "{}",
      signal: AbortSignal.abort("enough"),
      redirect: "manual",
    } as const;
    await expect(nodeFetch()("http://127.0.0.1:1/", init)).rejects.toBe("enough");
  });
});

describe.each(transports)("an abort over %s", (_, fetch) => {
  const serving = (script: Reply[], options: LogDestinationsClientOptions = {}) =>
    servingOver(script, { ...options, ...(fetch && { fetch }) });

  it("throws its reason as it is, while waiting for an answer and between attempts", async () => {
    const reason = Symbol("enough");
    const waiting = new AbortController();
    const { client } = await serving([silence]);
    const call = client.describeDestinations({}, { signal: waiting.signal });
    setTimeout(() => waiting.abort(reason), 20);
    await expect(call).rejects.toBe(reason);

    const between = new AbortController();
    const retrying = await serving([
      (response, request) => {
        setTimeout(() => between.abort(reason), 20);
        fault(503, "", { "retry-after": "20" })(response, request);
      },
    ]);
    await expect(retrying.client.describeDestinations({}, { signal: between.signal })).rejects.toBe(reason);
    await expect(client.describeDestinations({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("leaves no listener on the caller's signal", async () => {
    const { client } = await serving([ok({ destinations: [] })]);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await client.describeDestinations({}, { signal });
    // The runtime's fetch may listen too, on a signal of the client's own.
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });
});

describe("where requests go", () => {
  const endpointOf = (options: LogDestinationsClientOptions) =>
    new LogDestinationsClient({ credentials, ...options }).endpoint;

  it.each([
    ["eu-west-1", {}, "https://logs.eu-west-1.amazonaws.com/"],
    ["us-east-1", { useFipsEndpoint: true }, "https://logs-fips.us-east-1.amazonaws.com/"],
    ["eu-west-1", { useDualstackEndpoint: true }, "https://logs.eu-west-1.api.aws/"],
    ["us-east-1", { useFipsEndpoint: true, useDualstackEndpoint: true }, "https://logs-fips.us-east-1.api.aws/"],
    ["us-gov-west-1", { useFipsEndpoint: true }, "https://logs.us-gov-west-1.amazonaws.com/"],
    [
      "us-gov-west-1",
      { useFipsEndpoint: true, useDualstackEndpoint: true },
      "https://logs-fips.us-gov-west-1.api.aws/",
    ],
    ["cn-north-1", {}, "https://logs.cn-north-1.amazonaws.com.cn/"],
    ["cn-north-1", { useDualstackEndpoint: true }, "https://logs.cn-north-1.api.amazonwebservices.com.cn/"],
    ["eusc-de-east-1", {}, "https://logs.eusc-de-east-1.amazonaws.eu/"],
    ["us-iso-east-1", {}, "https://logs.us-iso-east-1.c2s.ic.gov/"],
    ["us-isob-east-1", {}, "https://logs.us-isob-east-1.sc2s.sgov.gov/"],
    ["eu-isoe-west-1", {}, "https://logs.eu-isoe-west-1.cloud.adc-e.uk/"],
    ["us-isof-south-1", {}, "https://logs.us-isof-south-1.csp.hci.ic.gov/"],
  ])("%s with %o", (region, options, endpoint) => {
    expect(endpointOf({ region, ...options })).toBe(endpoint);
  });

  it("the environment names Region and endpoint, the service's own variable first", () => {
    vi.stubEnv("AWS_DEFAULT_REGION", "eu-west-2");
    expect(endpointOf({})).toBe("https://logs.eu-west-2.amazonaws.com/");
    vi.stubEnv("AWS_REGION", "eu-west-3");
    expect(endpointOf({})).toBe("https://logs.eu-west-3.amazonaws.com/");
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    expect(endpointOf({})).toBe("http://127.0.0.1:1/");
    vi.stubEnv("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://127.0.0.1:2");
    expect(endpointOf({})).toBe("http://127.0.0.1:2/");
  });

  it.each([
    [{ region: "" }, /region is ""; give .* or set AWS_REGION/],
    [{}, /region is undefined; give/],
    [{ region: "eu-west-1.evil.example/" }, /region is "eu-west-1.evil.example.*such as eu-west-1/],
    [{ region: "eu-west-1", endpoint: "127.0.0.1:4510" }, /expected a URL such as/],
    [
      { region: "eu-west-1", endpoint: "http://127.0.0.1:1", useFipsEndpoint: true },
      /useFipsEndpoint and .* do not go with/,
    ],
    [
      { region: "eu-west-1", endpoint: "http://user:hunter2@127.0.0.1:1" },
      /^((?!hunter2).)*without a user and a password/,
    ],
    [{ region: "eusc-de-east-1", useDualstackEndpoint: true }, /aws-eusc has no dual-stack/],
    [{ region: "eu-west-1", maxAttempts: 0 }, /maxAttempts is 0/],
    [{ region: "eu-west-1", retries: 3 }, /unknown option retries/],
  ])("%o is refused", (options, message) => {
    vi.stubEnv("AWS_REGION", "");
    vi.stubEnv("AWS_DEFAULT_REGION", "");
    expect(() => endpointOf(options as LogDestinationsClientOptions)).toThrow(message);
  });
});
