import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { describe, expect, test } from "vitest";
import { failingCallbacks, owner } from "../wire.ts";
import { headers, post, seen, server } from "./running-server.ts";

describe("beyond loopback", () => {
  test("it does not listen without signature checks", async () => {
    await expect(serve(new LocalLogs(), { host: "0.0.0.0" })).rejects.toThrow(
      "0.0.0.0 is not a loopback address; declare an access key with a secretAccessKey first",
    );
  });

  test("nor on no address at all", async () => {
    await expect(serve(new LocalLogs(), { host: "" })).rejects.toThrow('host is ""; expected an address');
  });

  test("with them it does, under any Host", async () => {
    const accessKeys = { AKIAEXAMPLE: { account: owner, secretAccessKey: "s" } };
    const wide = await serve(new LocalLogs({ declarations: { accessKeys } }), { host: "0.0.0.0" });
    const { port } = new URL(wide.url);
    const request = httpRequest(`http://127.0.0.1:${port}`, {
      method: "POST",
      headers: { ...headers, host: "logs.test" },
    });
    request.end("{}");
    const [response] = await once(request, "response");
    response.resume();
    expect(response.statusCode).toBe(400);
    await wide.close();
  });
});

test("an unknown option is refused by name", async () => {
  await expect(serve(new LocalLogs(), { hostname: "::1" } as object)).rejects.toThrow(
    "unknown option hostname; expected port, host, onRequest",
  );
});

describe("limits", () => {
  test.each([
    ["told in advance", true],
    ["in chunks", false],
  ])("a body over 16 MiB, %s, gets 413", async (_, told) => {
    const body = Buffer.alloc(17 * 2 ** 20, " ");
    const more: Record<string, string> = told ? {} : { "transfer-encoding": "chunked" };
    expect(await post(body, more)).toMatchObject({ status: 413, body: { __type: "RequestEntityTooLargeException" } });
    expect(await post("{}")).toMatchObject({ status: 200 });
  });
});

test("a request under way is answered before the server is closed", async () => {
  const request = httpRequest(server.url, { method: "POST", headers });
  request.write("{");
  await once(request, "socket").then(([socket]) => socket.connecting && once(socket, "connect"));
  await post("{}");
  const closed = server.close();
  request.end("}");
  const [response] = await once(request, "response");
  response.resume();
  expect(response.statusCode).toBe(200);
  await closed;
});

test.each(failingCallbacks)("an onRequest that %s is a fault, and the server goes on", async (_, onRequest) => {
  const faults: unknown[] = [];
  const other = await serve(new LocalLogs({ onFault: (error) => faults.push(error) }), { onRequest });
  for (let round = 0; round < 2; round++) {
    const answer = await fetch(other.url, { method: "POST", headers, body: "{}" });
    expect(await answer.json()).toEqual({ destinations: [] });
  }
  await other.close();
  expect(faults).toEqual([new Error("mine"), new Error("mine")]);
});

test("the server's own refusals have a request id too", async () => {
  const request = httpRequest(server.url, { method: "POST", headers: { ...headers, host: "10.0.0.1" } });
  request.end("{}");
  const [response] = await once(request, "response");
  response.resume();
  expect(response.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("each request is told of, with what went wrong and nothing that was sent", async () => {
  await post("{}");
  await post('{"limit":0}');
  expect(seen).toEqual([
    { method: "POST", operation: headers["x-amz-target"], status: 200, milliseconds: expect.any(Number) },
    {
      method: "POST",
      operation: headers["x-amz-target"],
      status: 400,
      error: "InvalidParameterException",
      milliseconds: expect.any(Number),
    },
  ]);
});
