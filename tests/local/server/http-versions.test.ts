import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { headers, post, seen, server } from "./running-server.ts";

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
