import { inspect } from "node:util";
import {
  EnsureError,
  type Fetch,
  isLogsError,
  LogDestinationsClient,
  type LogDestinationsClientOptions,
  LogsError,
} from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { credentials, errorOf, noBackOff } from "./client/serving.ts";

noBackOff();

it("an error has its code as its name, and says nothing where nothing is known", () => {
  const error = new LogsError("ThrottlingException", "Rate exceeded");
  expect(String(error)).toBe("ThrottlingException: Rate exceeded");
  expect(error).toMatchObject({ attempts: 0, earlier: [], retryable: false, violations: [], findings: [] });
  expect(error.status).toBeUndefined();
  expect("cause" in error).toBe(false);
});

it("an error of another copy of the package is one too", () => {
  const other = Object.assign(new Error("no"), { code: "AccessDeniedException", attempts: 1, violations: [] });
  expect(isLogsError(other)).toBe(true);
  expect(isLogsError(other, "AccessDeniedException")).toBe(true);
  expect(isLogsError(other, "ThrottlingException")).toBe(false);
});

it.each([undefined, null, "AccessDeniedException", new Error("no"), { attempts: 1, violations: [] }])(
  "%o is none",
  (value) => {
    expect(isLogsError(value)).toBe(false);
  },
);

/** What a runtime prints of a value; Node does so, with these options, for an error that nobody catches. */
const { Deno, Bun } = globalThis as Partial<Record<"Deno" | "Bun", { inspect(value: unknown): string }>>;
const printed = (error: unknown): string =>
  (Deno ?? Bun)?.inspect(error) ?? inspect(error, { customInspect: false, depth: 5 });

const answers = (status: number, body: object) => async () => Response.json(body, { status });
const connected = (fetch: Fetch, more: LogDestinationsClientOptions = {}) =>
  new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, ...more });

describe("the stack of a failed call names the caller", () => {
  const failing = [
    answers(400, { __type: "ResourceNotFoundException", message: "gone" }),
    async () => Promise.reject(new TypeError("fetch failed")),
    async () => new Response("<html>"),
    () => new Promise<never>(() => {}),
  ];

  it.each(failing)("of an operation, and of call()", async (fetch) => {
    const client = connected(fetch, { maxAttempts: 2, attemptTimeout: 20 });
    async function deleteInMyProgram() {
      await client.deleteDestination({ destinationName: "central" });
    }
    async function callInMyProgram() {
      await client.call("DeleteDestination", {});
    }
    expect((await errorOf(deleteInMyProgram())).stack).toContain("deleteInMyProgram");
    expect((await errorOf(callInMyProgram())).stack).toContain("callInMyProgram");
  });

  it("also where there are no credentials, and where the request was refused before it was sent", async () => {
    const none = connected(answers(200, {}), { credentials: () => Promise.reject(new Error("no session")) });
    async function listInMyProgram() {
      await none.describeDestinations();
    }
    expect((await errorOf(listInMyProgram())).stack).toContain("listInMyProgram");
    async function putInMyProgram() {
      await none.deleteDestination({ destinationName: "a:b" });
    }
    expect((await errorOf(putInMyProgram())).stack).toContain("putInMyProgram");
  });

  it.skipIf(Bun)("of a listing, where the engine keeps the stack of a generator", async () => {
    const client = connected(answers(400, { __type: "AccessDeniedException" }));
    async function listInMyProgram() {
      for await (const { arn } of client.destinations()) expect.unreachable(arn);
    }
    expect((await errorOf(listInMyProgram())).stack).toContain("listInMyProgram");
  });

  it("after the code and the message", async () => {
    const client = connected(answers(400, { __type: "ResourceNotFoundException", message: "gone" }));
    const { stack } = await errorOf(client.deleteDestination({ destinationName: "central" }));
    expect(stack).toMatch(/^ResourceNotFoundException: gone\n/);
  });
});

describe("an error that is printed", () => {
  it("has no members without a value", () => {
    const text = printed(
      new LogsError("ThrottlingException", "Rate exceeded", { operation: "PutDestination", status: 400 }),
    );
    expect(text).toContain("Rate exceeded");
    expect(text).toMatch(/operation: .?.?"?'?PutDestination/);
    for (const member of ["requestId", "retryAfter", "violations", "findings", "earlier", "undefined"]) {
      expect(text).not.toContain(member);
    }
  });

  it.each<[string, Fetch]>([
    ["a refused connection", (url) => fetch(url.replace(/:\d+/, ":2"), { method: "POST" })],
    ["throttling", answers(400, { __type: "ThrottlingException", message: "Rate exceeded" })],
    ["a page of a proxy", async () => new Response("<html>".repeat(1000), { status: 503 })],
    ["a bug", async () => (undefined as unknown as { member: Response }).member],
  ])("of %s, at five attempts, fits a screen and has the codes of the earlier ones", async (_, over) => {
    const error = await errorOf(connected(over, { endpoint: "http://127.0.0.1:2" }).describeDestinations());
    const text = printed(error);
    // Bun prints a stretch of the source with each stack.
    expect(text.split("\n").length).toBeLessThanOrEqual(Bun ? 80 : 45);
    expect(error.earlierCodes).toEqual(error.earlier.map(({ code }) => code));
    if (error.attempts > 1) expect(text).toContain("earlierCodes");
  });
});

describe("an error as JSON", () => {
  it("is a line for a log, with its message and without causes, bodies and headers", async () => {
    let attempt = 0;
    const reply = () => ({
      status: 400,
      headers: new Headers({ "x-amzn-requestid": `id-${attempt}`, "x-secret": "the-header" }),
      text: async () =>
        JSON.stringify({ __type: attempt++ ? "AccessDenied" : "Throttling", message: "no", secret: "the-body" }),
      json: async () => ({}),
    });
    const client = connected(async () => reply());
    const error = await errorOf(client.deleteDestination({ destinationName: "central" }));
    expect(JSON.parse(JSON.stringify({ level: "error", error }))).toEqual({
      level: "error",
      error: {
        ...{ name: "AccessDenied", message: "no", code: "AccessDenied", operation: "DeleteDestination", status: 400 },
        ...{ requestId: "id-1", attempts: 2, earlierCodes: ["Throttling"], retryable: false },
      },
    });
    const whole = JSON.stringify(error) + printed(error);
    for (const secret of ["the-body", "the-header", credentials.secretAccessKey]) expect(whole).not.toContain(secret);
  });

  it("of ensureDestination names the changes, and has no policy in it", () => {
    const changes = [{ what: "policy", accessPolicy: "the-policy", before: undefined }] as const;
    const cause = new LogsError("ServiceUnavailableException", "later", { attempts: 5, status: 503 });
    const error = new EnsureError(cause, changes);
    const line = JSON.stringify(error);
    expect(JSON.parse(line)).toMatchObject({
      code: "ServiceUnavailableException",
      message: "later",
      changes: ["policy"],
    });
    expect(line).not.toContain("the-policy");
    expect(printed(error)).toContain("policy");
    expect(printed(error)).not.toContain("the-policy");
    expect(error.changes).toBe(changes);
  });
});

describe("every error", () => {
  it.each<[string, string, LogDestinationsClientOptions]>([
    ["of the service", "AccessDeniedException", { fetch: answers(400, { __type: "AccessDeniedException" }) }],
    ["of the network", "NetworkError", { fetch: () => Promise.reject(new Error("lost")), maxAttempts: 1 }],
    ["of a transport", "TransportError", { fetch: () => Promise.reject(new ReferenceError("bug")) }],
    ["of a deadline", "TimeoutError", { fetch: () => new Promise(() => {}), timeout: 10 }],
    ["of credentials", "CredentialsError", { credentials: () => Promise.reject(new Error("no session")) }],
    ["of an answer", "InvalidResponse", { fetch: answers(403, { message: "Forbidden" }) }],
  ])("%s has its operation, and two calls share none", async (_, code, options) => {
    const client = connected(answers(200, {}), options);
    const [one, other] = await Promise.all(
      [client.describeDestinations(), client.deleteDestination({ destinationName: "central" })].map((call) =>
        errorOf(call),
      ),
    );
    expect(one).toMatchObject({ code, operation: "DescribeDestinations" });
    expect(other).toMatchObject({ code, operation: "DeleteDestination" });
    expect(one).not.toBe(other);
  });

  it("before sending has it too", async () => {
    const client = connected(answers(200, {}));
    const refused = [
      [client.call("CreateLogGroup", undefined as unknown as object), "CreateLogGroup"],
      [client.putDestinationPolicy({ destinationName: "a", accessPolicy: "{}" }), "PutDestinationPolicy"],
      [
        client.putSubscriptionFilter({
          ...{ logGroupName: "g", filterName: "f", filterPattern: "{ $.a: 1 }" },
          destinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:central",
        }),
        "PutSubscriptionFilter",
      ],
    ] as const;
    for (const [call, operation] of refused) expect(await errorOf(call)).toMatchObject({ operation, attempts: 0 });
  });
});
