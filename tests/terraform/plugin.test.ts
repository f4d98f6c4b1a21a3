import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { connect } from "node:http2";
import { createConnection } from "node:net";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LocalLogs } from "../../local/src/local-logs.ts";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { type Plugin, startPlugin } from "../../terraform/src/plugin.ts";
import type { ProviderDeclarations } from "../../terraform/src/provider-declarations.ts";

function start(declared: ProviderDeclarations = {}): Promise<Plugin> {
  return startPlugin(new LocalLogs(), {
    url: "http://127.0.0.1:9",
    accountOf: () => undefined,
    accessKeyId: "",
    region: undefined,
    propagation: 0,
    createdNotInState: new CreatedNotInState(),
    declared,
  });
}

test("declared data that no data source has is refused before any terraform comes", async () => {
  const started = start({ data: { aws_nothing: [{ values: {} }] } });
  await expect(started).rejects.toThrow("data.aws_nothing is not a data source");
});

describe("the socket of the plugin", () => {
  let plugin: Plugin;
  let path: string;
  beforeEach(async () => {
    plugin = await start();
    path = socketIn(await plugin.openTo({}));
  });
  afterEach(() => plugin.close());

  async function call(method: string, body: Uint8Array): Promise<{ status: unknown; message: unknown }> {
    const session = connect("http://localhost", { createConnection: () => createConnection(path) });
    const stream = session.request({ ":method": "POST", ":path": method, "content-type": "application/grpc" });
    const answered = once(stream, "response");
    stream.end(body);
    const [headers] = await answered;
    stream.resume();
    await once(stream, "close");
    session.close();
    return { status: headers["grpc-status"], message: decodeURIComponent(String(headers["grpc-message"])) };
  }

  const empty = new Uint8Array(5);

  test.each([
    ["/tfplugin6.Provider/GetMetadata", empty, "12", "/tfplugin6.Provider/GetMetadata is not part of this provider"],
    ["/plugin.GRPCBroker/StartStream", empty, "12", "is not part of this provider"],
    ["/tfplugin6.Provider/StopProvider", new Uint8Array([1, 0, 0, 0, 0]), "13", "expected one message, uncompressed"],
    ["/tfplugin6.Provider/StopProvider", new Uint8Array([0, 0, 0, 0, 9]), "13", "expected one message, uncompressed"],
  ])("%s with %o is refused with code %s, and the next call is answered", async (method, body, status, message) => {
    expect(await call(method, body)).toEqual({ status, message: expect.stringContaining(message) });
    expect(await call("/tfplugin6.Provider/StopProvider", empty)).toMatchObject({ status: undefined });
  });

  test("is in a folder that only this user can open, and that is removed with it", async () => {
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    await plugin.close();
    expect(existsSync(dirname(path))).toBe(false);
  });

  test("of a terraform that has ended is closed when the next one starts; one that goes on keeps its own", async () => {
    const ended = spawnSync("true").pid;
    const sockets: string[] = [];
    for (const pid of [ended, process.pid]) sockets.push(socketIn(await plugin.openTo({}, pid)));
    await plugin.openTo({});
    await vi.waitFor(() => expect(sockets.map((socket) => existsSync(socket))).toEqual([false, true]));
  });

  test("of a terraform that has ended is kept while a connection is open", async () => {
    const socket = socketIn(await plugin.openTo({}, spawnSync("true").pid));
    const session = connect("http://localhost", { createConnection: () => createConnection(socket) });
    await once(session, "remoteSettings");
    await plugin.openTo({});
    expect(existsSync(socket)).toBe(true);
    session.close();
    await vi.waitFor(async () => {
      await plugin.openTo({});
      expect(existsSync(socket)).toBe(false);
    });
  });
});

function socketIn(reattach: string): string {
  return Object.values(JSON.parse(reattach) as Record<string, { Addr: { String: string } }>)[0]?.Addr.String ?? "";
}
