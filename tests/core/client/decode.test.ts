import { isLogsError, LogsError } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { fault, html, ok } from "./fault-server.ts";
import { errorOf, noBackOff, serving } from "./serving.ts";

noBackOff();

describe("a call", () => {
  it.each(["", "{}"])("without output takes the body %j", async (body) => {
    const { client } = await serving([fault(200, body)]);
    expect(await client.deleteDestination({ destinationName: "central" })).toEqual({});
  });
});

describe("answers", () => {
  it("that promise JSON and are none are tried again", async () => {
    const broken = fault(200, '{"destinations":', { "content-length": "16" });
    const { client, server } = await serving([broken], { maxAttempts: 2 });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "InvalidResponse", attempts: 2 });
    expect(server.bodies).toHaveLength(2);
  });

  it("that are JSON but no object say so", async () => {
    const { client } = await serving([fault(200, "[1]", { "content-length": "3" })], { maxAttempts: 1 });
    expect((await errorOf(client.describeDestinations())).message).toBe(
      'HTTP status 200, and no JSON object but application/x-amz-json-1.1 that begins "[1]" [LD1212]',
    );
  });

  it("that are empty where the operation promises something are tried again", async () => {
    const { client } = await serving([fault(200, ""), ok({ destinations: [] })]);
    expect(await client.describeDestinations()).toEqual({ destinations: [] });
    const nothing = await serving([fault(200, "\n")]);
    expect(await nothing.client.deleteDestination({ destinationName: "central" })).toEqual({});
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

  it.each([
    [403, { message: "Forbidden" }],
    [400, { Message: "Missing Authentication Token", type: "x" }],
    [404, {}],
    [401, { error: { code: 401 } }],
    [400, { __type: 7 }],
  ])("that are objects without a type, as of a gateway, say so: %i %j", async (status, body) => {
    const { client } = await serving([fault(status, body, { "content-type": "application/json" })]);
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InvalidResponse", status, attempts: 1, retryable: false });
    const begin = JSON.stringify(JSON.stringify(body).slice(0, 60));
    const said = `no error name but application/json that begins ${begin} [LD1212]`;
    expect(error.message).toBe(`HTTP status ${status}, and ${said}`);
  });

  it.each(["slow down", "", { message: "Too many" }, [], "null"])(
    "with status 429 are throttling: %j",
    async (body) => {
      const { client } = await serving([fault(429, body)], { maxAttempts: 1 });
      const error = await errorOf(client.describeDestinations());
      expect(isLogsError(error, "ThrottlingException")).toBe(true);
      expect(error).toMatchObject({ status: 429, retryable: true });
    },
  );

  it("that are no JSON still have a code, a status and what was there", async () => {
    const { client } = await serving([html(403)]);
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InvalidResponse", status: 403, attempts: 1 });
    expect(error.message).toMatch(/status 403.*text\/html.*maintenance/);
  });
});
