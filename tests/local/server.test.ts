import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { LocalLogs } from "@log-destinations/local";
import { type RunningServer, type ServedRequest, serve } from "@log-destinations/local/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failingCallbacks, owner, region } from "./wire.ts";

let server: RunningServer;
let seen: ServedRequest[];
beforeEach(async () => {
  seen = [];
  server = await serve(new LocalLogs(), { onRequest: (request) => seen.push(request) });
});
afterEach(() => server.close());

const headers = {
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": "Logs_20140328.DescribeDestinations",
  authorization: `AWS4-HMAC-SHA256 Credential=${owner}/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
};

/** With a Host of one's own, which fetch does not allow. */
async function post(body: string | Buffer, more: Record<string, string> = {}) {
  const request = httpRequest(server.url, { method: "POST", headers: { ...headers, ...more } });
  request.on("error", () => {});
  request.end(body);
  const [response] = await once(request, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, body: JSON.parse(text) };
}

describe("Host", () => {
  test.each(["localhost", "LOCALHOST:1", "logs.localhost", "127.0.0.1:80", "127.1.2.3", "[::1]:4510"])(
    "%s is this machine",
    async (host) => {
      expect(await post("{}", { host })).toEqual({ status: 200, body: { destinations: [] } });
    },
  );

  test.each(["rebound.example.com", "127.0.0.1.example.com", "10.0.0.1", "localhost.example"])(
    "%s is not, and is refused",
    async (host) => {
      expect(await post("{}", { host })).toMatchObject({ status: 403, body: { __type: "AccessDeniedException" } });
    },
  );
});

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

  test("what is no HTTP gets 400, and a connection that says nothing does not keep the server up", async () => {
    const { port } = new URL(server.url);
    const nonsense = connect(Number(port), "127.0.0.1");
    nonsense.end("PRInt\r\n\r\n");
    const [answer] = await once(nonsense, "data");
    expect(String(answer)).toContain("400 Bad Request");
    const silent = connect(Number(port), "127.0.0.1");
    await once(silent, "connect");
    await server.close();
    await once(silent, "close");
  });
});

describe("connections that end before they have said anything whole", () => {
  test.each(["", "P", "PRI", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "POST / HTTP/1.1\r\n"])("%j", async (begun) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    socket.end(begun);
    await once(socket, "close");
  });
});

describe("HTTP/2", () => {
  test("is spoken on the same port, also when its first bytes come one by one", async () => {
    const { port } = new URL(server.url);
    const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
    const write = socket.write.bind(socket);
    let first = true;
    socket.write = ((data: Buffer, ...rest: []) => {
      if (!first) return write(data, ...rest);
      first = false;
      for (const byte of data.subarray(0, 3)) write(Buffer.from([byte]));
      return write(data.subarray(3), ...rest);
    }) as typeof socket.write;
    const session = connectHttp2(server.url, { createConnection: () => socket });
    const stream = session.request({ ":method": "POST", ":path": "/", ...headers });
    stream.end("{}");
    const [answer] = await once(stream, "response");
    expect(answer[":status"]).toBe(200);
    stream.resume();
    session.close();
  });

  test.each([
    ["with an error", new Error("given up")],
    ["with none", undefined],
  ])("a request that is reset within its body, %s, is not carried out", async (_, error) => {
    const session = connectHttp2(server.url);
    const target = "Logs_20140328.CreateLogGroup";
    const stream = session.request({ ":method": "POST", ":path": "/", ...headers, "x-amz-target": target });
    stream.on("error", () => {});
    stream.write('{"logGroupName":"g"}');
    await once(session, "remoteSettings");
    // Unlike close(), which ends the body first.
    stream.destroy(error);
    await new Promise((resolve) => stream.once("close", resolve));
    const whole = session.request({ ":method": "POST", ":path": "/", ...headers });
    whole.end("{}");
    await once(whole.resume(), "end");
    session.close();
    const listed = await post("{}", { "x-amz-target": "Logs_20140328.DescribeLogGroups" });
    expect(listed.body).toEqual({ logGroups: [] });
    expect(seen.map(({ operation }) => operation)).not.toContain(target);
  });

  test("an open session does not keep the server up", async () => {
    const session = connectHttp2(server.url);
    await once(session, "connect");
    const closed = once(session, "close");
    await server.close();
    await closed;
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
