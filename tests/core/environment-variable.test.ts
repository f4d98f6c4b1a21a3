import { LogDestinationsClient, LogsConnection } from "@log-destinations/core";
import { afterEach, describe, expect, it, vi } from "vitest";

const credentials = { accessKeyId: "111122223333", secretAccessKey: "x" };

describe("AWS_MAX_ATTEMPTS", () => {
  const attempts = async (maxAttempts?: number) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    let sent = 0;
    const fetch = async () => {
      sent++;
      return new Response("", { status: 503 });
    };
    const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, maxAttempts });
    await expect(client.describeDestinations()).rejects.toMatchObject({ status: 503 });
    return sent;
  };

  it("bounds the attempts where the option does not", async () => {
    expect(await attempts()).toBe(5);
    vi.stubEnv("AWS_MAX_ATTEMPTS", "2");
    expect(await attempts()).toBe(2);
    expect(await attempts(3)).toBe(3);
  });

  it.each(["0", "-1", "2.5", "many"])("%s is refused by its name", (value) => {
    vi.stubEnv("AWS_MAX_ATTEMPTS", value);
    const refusal = `AWS_MAX_ATTEMPTS is ${value}; expected a whole number, 1 or more`;
    expect(() => new LogsConnection({ region: "eu-west-1", credentials })).toThrow(refusal);
  });
});

describe.skipIf("Deno" in globalThis)("on Deno", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("a variable that the program may not read is left out, and nobody is asked for it", () => {
    const asked = vi.fn(({ variable }) => ({ state: variable === "AWS_REGION" ? "granted" : "prompt" }));
    vi.stubGlobal("Deno", { permissions: { querySync: asked } });
    const read = vi.fn((_, name) => (name === "AWS_REGION" ? "eu-west-1" : "http://127.0.0.1:1"));
    vi.stubGlobal("process", { ...process, env: new Proxy({}, { get: read }) });
    const { endpoint } = new LogsConnection({ credentials });
    expect(endpoint).toBe("https://logs.eu-west-1.amazonaws.com/");
    expect(read.mock.calls.map(([, name]) => name)).toEqual(["AWS_REGION"]);
    expect(asked.mock.calls.length).toBeGreaterThan(3);
  });
});
