import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import * as https from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogDestinationsClient } from "@log-destinations/core";
import { type NodeFetchOptions, nodeFetch } from "@log-destinations/core/node";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { environmentProxy } from "../../../../core/src/node/transport/proxy.ts";
import { credentials } from "../../client/serving.ts";
import { certificate, privateKey } from "./certificate.ts";

const isNode = !("Deno" in globalThis) && !("Bun" in globalThis);
const region = "eu-west-1";
const host = `logs.${region}.amazonaws.com`;

async function listening(server: Server | https.Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server forgets the connections of a CONNECT, and waits for them.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  // Bun does not say when a server is closed that refused a handshake.
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** A server that answers as the service does, over TLS. */
function secureService(): Promise<number> {
  return listening(
    https.createServer({ cert: certificate, key: privateKey }, (_, response) => response.end('{"destinations":[]}')),
  );
}

/** A proxy that leads all connections, whatever they are for, to one port of this machine; and what it was asked. */
async function proxy(to: number, status = 200) {
  const asked: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage) => {
    asked.push([method, url, headers["proxy-authorization"]].filter(Boolean).join(" "));
  };
  const server = createServer((incoming, response) => {
    note(incoming);
    const { pathname } = new URL(incoming.url ?? "");
    const onwards = request({ port: to, host: "127.0.0.1", path: pathname, method: "POST", headers: incoming.headers });
    onwards.on("response", (answer) => answer.pipe(response));
    incoming.pipe(onwards);
  });
  server.on("connect", (incoming, socket) => {
    note(incoming);
    socket.on("error", () => {});
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onwards = connect(to, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onwards.pipe(socket).pipe(onwards);
    });
    onwards.on("error", () => socket.destroy());
  });
  const port = await listening(server);
  return { url: `http://127.0.0.1:${port}`, port, asked };
}

const client = (options: NodeFetchOptions, endpoint?: string) =>
  new LogDestinationsClient({ region, credentials, endpoint, maxAttempts: 1, fetch: nodeFetch(options) });

const without = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY", "AWS_CA_BUNDLE"];
const enter = (env: Record<string, string> = {}) => {
  for (const name of without) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
};

describe("a proxy", () => {
  it.each(["https_proxy", "HTTPS_PROXY"])(
    "that %s names is asked to connect, and sees the host alone",
    async (name) => {
      const { url, asked } = await proxy(await secureService());
      enter({ [name]: url });
      const over = client({ ca: certificate });
      for (let call = 0; call < 3; call++) expect(await over.describeDestinations()).toEqual({ destinations: [] });
      // The connection is kept.
      expect(asked).toEqual([`CONNECT ${host}:443`]);
    },
  );

  it("that is an option is used, with its user and password, and is not the environment's", async () => {
    const { port, asked } = await proxy(await secureService());
    enter({ HTTPS_PROXY: "http://127.0.0.1:1" });
    await client({ ca: certificate, proxy: `http://me:pa%3Ass@127.0.0.1:${port}` }).describeDestinations();
    await client({ ca: [certificate], proxy: new URL(`http://127.0.0.1:${port}`) }).describeDestinations();
    const pair = Buffer.from("me:pa:ss").toString("base64");
    expect(asked).toEqual([`CONNECT ${host}:443 Basic ${pair}`, `CONNECT ${host}:443`]);
  });

  it("takes a password with a % that begins no code as it is", async () => {
    const { port, asked } = await proxy(await secureService());
    enter();
    await client({ ca: certificate, proxy: `http://me:100%-%zz%41@127.0.0.1:${port}` }).describeDestinations();
    expect(asked).toEqual([`CONNECT ${host}:443 Basic ${Buffer.from("me:100%-%zzA").toString("base64")}`]);
  });

  it("that breaks off is named in the error, with the host that was asked for and without its password", async () => {
    const server = createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.end();
    });
    const port = await listening(server);
    enter();
    const error = await client({ proxy: `http://me:secret@127.0.0.1:${port}` })
      .describeDestinations()
      .catch((caught: Error) => caught);
    expect(error).toMatchObject({ code: "NetworkError" });
    const { message, stack } = error as Error;
    expect(message).toContain(`the proxy 127.0.0.1:${port} gave no connection to ${host}:443: `);
    expect(`${message} ${stack} ${JSON.stringify(error)}`).not.toContain("secret");
  });

  it("without a scheme is one of http", async () => {
    const { port, asked } = await proxy(await secureService());
    enter({ HTTPS_PROXY: `127.0.0.1:${port}` });
    await client({ ca: certificate }).describeDestinations();
    expect(asked).toHaveLength(1);
  });

  it("over TLS is asked over TLS", async () => {
    const plain = await proxy(await secureService());
    const secure = https.createServer({ cert: certificate, key: privateKey });
    secure.on("connect", (incoming, socket, head) => {
      const onwards = request({ port: plain.port, host: "127.0.0.1", method: "CONNECT", path: incoming.url });
      onwards.on("connect", (_, through) => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        if (head.length > 0) through.write(head);
        through.pipe(socket).pipe(through);
      });
      socket.on("error", () => {});
      onwards.end();
    });
    const port = await listening(secure);
    enter();
    await client({ ca: certificate, proxy: `https://127.0.0.1:${port}` }).describeDestinations();
    expect(plain.asked).toEqual([`CONNECT ${host}:443`]);
  });

  it("for plain HTTP gets the whole URL", async () => {
    const service = await listening(createServer((_, response) => response.end('{"destinations":[]}')));
    const { url, asked } = await proxy(service);
    enter({ HTTP_PROXY: url.replace("//", "//me:secret@"), HTTPS_PROXY: "http://127.0.0.1:1" });
    await client({}, "http://emulator.example:4510/base").describeDestinations();
    expect(asked).toEqual([
      `POST http://emulator.example:4510/base/ Basic ${Buffer.from("me:secret").toString("base64")}`,
    ]);
  });

  it.each([407, 403, 502])("that answers with %i is named in the error, without its password", async (status) => {
    const { url, port } = await proxy(1, status);
    enter({ HTTPS_PROXY: url.replace("//", "//me:secret@") });
    const error = await client({})
      .describeDestinations()
      .catch((caught: Error) => caught);
    // A proxy that wants a password, or does not allow the host, would answer the same again.
    const code = status === 502 ? "NetworkError" : "TransportError";
    expect(error).toMatchObject({ code, retryable: status === 502, attempts: 1 });
    const { message } = error as Error;
    expect(message).toContain(`the proxy 127.0.0.1:${port} answered ${status} when asked for ${host}:443`);
    expect(`${message} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain("secret");
  });

  it("does not make a certificate good that is not trusted", async () => {
    const { url } = await proxy(await secureService());
    enter({ HTTPS_PROXY: url });
    await expect(client({}).describeDestinations()).rejects.toThrow(/self.signed certificate/);
  });

  // Elsewhere a connection cannot be led aside, and no test reaches a host of AWS.
  it.runIf(isNode).each([
    ["*", true],
    [host, true],
    [host.toUpperCase(), true],
    ["amazonaws.com", true],
    [".amazonaws.com", true],
    ["*.amazonaws.com", true],
    ["example.com, .eu-west-1.amazonaws.com", true],
    ["example.com .amazonaws.com", true],
    [`${host}:443`, true],
    [`${host}:8443`, false],
    ["azonaws.com", false],
    ["sts.eu-west-1.amazonaws.com", false],
    ["", false],
  ])("is gone past where NO_PROXY is %j: %s", async (exceptions, past) => {
    const { url, asked } = await proxy(1, 502);
    enter({ HTTPS_PROXY: url, NO_PROXY: exceptions });
    // No test reaches a host of AWS: the connection is led to a port where nothing answers.
    const direct: string[] = [];
    vi.spyOn(
      https.Agent.prototype as unknown as { createConnection(): unknown },
      "createConnection",
    ).mockImplementation((...[options]: unknown[]) => {
      direct.push((options as { host: string }).host);
      return connect(1, "127.0.0.1");
    });
    await expect(client({}).describeDestinations()).rejects.toMatchObject({ code: "NetworkError" });
    expect([direct, asked]).toEqual(past ? [[host], []] : [[], [`CONNECT ${host}:443`]]);
  });

  it("is gone past by the option false, and on the way to this machine", async () => {
    const service = await secureService();
    const { url, asked } = await proxy(1, 403);
    enter({ HTTPS_PROXY: url, HTTP_PROXY: url });
    for (const name of ["localhost", "127.0.0.1"]) {
      await client({ ca: certificate }, `https://${name}:${service}`).describeDestinations();
    }
    expect(asked).toEqual([]);
  });
});

describe("NO_PROXY", () => {
  it.each([
    ["fd00::5", "https://[fd00::5]/", true],
    ["[fd00::5]", "https://[fd00::5]/", true],
    ["[fd00::5]:443", "https://[fd00::5]/", true],
    ["[fd00::5]:8443", "https://[fd00::5]/", false],
    ["fd00::5", "https://[fd00::6]/", false],
    ["10.0.0.0/8", "https://10.200.0.7/", true],
    ["10.0.0.0/8", "https://11.0.0.7/", false],
    ["fd00::/8", "https://[fd00:1::6]/", true],
    ["fd00::/8", "https://[fe00:1::6]/", false],
    ["10.0.0.0/8", "https://[fd00::5]/", false],
    ["10.0.0.0/8", "https://logs.eu-west-1.amazonaws.com/", false],
    ["10.0.0.0/99,10.0.0/8,x/8,10.0.0.0/", "https://10.0.0.7/", false],
    ["0.0.0.0/0", "https://10.0.0.7/", true],
  ])("that is %s, for %s, leads past the proxy: %s", (exceptions, url, past) => {
    enter({ HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY: exceptions });
    expect(environmentProxy(new URL(url)) === undefined).toBe(past);
  });
});

describe("certificates", () => {
  it("of AWS_CA_BUNDLE are trusted, and the option comes first", async () => {
    const endpoint = `https://127.0.0.1:${await secureService()}`;
    const folder = mkdtempSync(join(tmpdir(), "credentials-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "ca.pem"), certificate);
    enter();
    await expect(client({}, endpoint).describeDestinations()).rejects.toThrow(/self.signed certificate/);
    vi.stubEnv("AWS_CA_BUNDLE", join(folder, "ca.pem"));
    expect(await client({}, endpoint).describeDestinations()).toEqual({ destinations: [] });
    await expect(client({ ca: [] }, endpoint).describeDestinations()).rejects.toThrow(/certificate/);
    vi.stubEnv("AWS_CA_BUNDLE", join(folder, "none.pem"));
    expect(() => nodeFetch()).toThrow(/^AWS_CA_BUNDLE is .*none.pem, which cannot be read: ENOENT/);
  });

  it("are those of an agent of one's own, where that is given", async () => {
    const endpoint = `https://127.0.0.1:${await secureService()}`;
    enter({ AWS_CA_BUNDLE: "/nowhere" });
    const agent = new https.Agent({ ca: certificate });
    expect(await client({ agent }, endpoint).describeDestinations()).toEqual({ destinations: [] });
    agent.destroy();
  });
});

describe("options of nodeFetch", () => {
  it.each([
    [{ proxy: "ftp://proxy.example" }, /^proxy is "ftp:\/\/proxy.example"; expected a URL such as/],
    [{ proxy: "socks5://me:secret@proxy.example" }, /^((?!secret).)*holds a user, and is no URL; expected/],
    [{ proxi: "http://proxy.example" }, /^unknown option proxi; expected maxSockets, ca, proxy, agent/],
    [{ maxSockets: 0 }, /^maxSockets is 0; expected a whole number/],
  ])("%o are refused", (options, message) => {
    enter();
    expect(() => nodeFetch(options as NodeFetchOptions)).toThrow(message);
  });

  it("a proxy of the environment that is none is refused with the first call", async () => {
    enter({ HTTPS_PROXY: "socks5://proxy.example" });
    await expect(client({}).describeDestinations()).rejects.toThrow(/HTTPS_PROXY is "socks5:\/\/proxy.example"/);
  });
});
