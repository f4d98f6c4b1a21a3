import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { connect } from "node:http2";
import { createConnection } from "node:net";
import { dirname } from "node:path";
import { ExtData, encode } from "@msgpack/msgpack";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LocalLogs } from "../../local/src/local-logs.ts";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { type Plugin, startPlugin } from "../../terraform/src/plugin.ts";
import { decodeValue, encodeValue } from "../../terraform/src/protocol/dynamic-value.ts";
import { conform, sameValue, type Type, unknown } from "../../terraform/src/protocol/types.ts";

const string: Type = { kind: "string" };
const number: Type = { kind: "number" };
const object: Type = { kind: "object", members: { name: string, count: number, tags: { kind: "map", of: string } } };

describe("values", () => {
  test.each([
    ["nothing yet", new ExtData(0, new Uint8Array([0]))],
    ["nothing yet but what it begins with", new ExtData(12, encode(new Map([[2, "arn:"]])))],
  ])("of which is known %s are unknown", (_, written) => {
    expect(decodeValue({ msgpack: encode({ name: written, count: 1, tags: null }) }, object)).toEqual({
      name: unknown,
      count: 1,
      tags: null,
    });
  });

  test("go there and come back, every member there, numbers also where they came as text", () => {
    const value = conform({ name: unknown, count: "9007199254740991", other: 1 }, object);
    expect(value).toEqual({ name: unknown, count: 9007199254740991, tags: null });
    expect(decodeValue(encodeValue(value, object), object)).toEqual(value);
  });

  test("of another type are refused by name of the type, never by what they hold", () => {
    expect(() => conform({ name: ["secret"] }, object)).toThrow("expected a string, got a list");
  });

  test("of sets are the same in any order, of lists in one", () => {
    expect(sameValue(["a", "b"], ["b", "a"], { kind: "set", of: string })).toBe(true);
    expect(sameValue(["a", "b"], ["b", "a"], { kind: "list", of: string })).toBe(false);
    expect(sameValue(unknown, null, string)).toBe(false);
  });
});

describe("the socket", () => {
  let plugin: Plugin;
  let path: string;
  beforeEach(async () => {
    const url = "http://127.0.0.1:9";
    const accountOf = () => undefined;
    plugin = await startPlugin(new LocalLogs(), {
      url,
      accountOf,
      accessKeyId: "",
      region: undefined,
      propagation: 0,
      createdNotInState: new CreatedNotInState(),
    });
    path =
      Object.values(JSON.parse(plugin.reattach) as Record<string, { Addr: { String: string } }>)[0]?.Addr.String ?? "";
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
    ["/tfplugin6.Provider/CallFunction", empty, "12", "/tfplugin6.Provider/CallFunction is not part of this provider"],
    ["/plugin.GRPCBroker/StartStream", empty, "12", "is not part of this provider"],
    ["/tfplugin6.Provider/StopProvider", new Uint8Array([1, 0, 0, 0, 0]), "13", "expected one message, uncompressed"],
    ["/tfplugin6.Provider/StopProvider", new Uint8Array([0, 0, 0, 0, 9]), "13", "expected one message, uncompressed"],
  ])("%s with %o is refused with code %s, and the next call is answered", async (method, body, status, message) => {
    expect(await call(method, body)).toEqual({ status, message: expect.stringContaining(message) });
    expect(await call("/tfplugin6.Provider/StopProvider", empty)).toMatchObject({ status: undefined });
  });

  test("lies in a folder that only this user can open, and that goes with it", async () => {
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    await plugin.close();
    expect(existsSync(dirname(path))).toBe(false);
  });
});
