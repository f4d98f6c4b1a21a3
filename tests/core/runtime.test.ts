import { SigV4, webHashing } from "@log-destinations/core";
import { describe, expect, it } from "vitest";

const { Deno, Bun } = globalThis as { Deno?: object; Bun?: object };
const here = Deno ? "Deno" : Bun ? "Bun" : `Node ${process.versions.node.split(".")[0]}`;

describe("the runtime", () => {
  it.skipIf(process.env.RUNTIME === undefined)("is the one that the suite was started for", () => {
    expect(here).toBe(process.env.RUNTIME);
  });

  it("signs the same with its own hashing and with WebCrypto", async () => {
    const request = { method: "POST", url: new URL("https://logs.example/"), headers: { a: "é" }, body: '{"b":"😀"}' };
    const credentials = { accessKeyId: "a", secretAccessKey: "s", sessionToken: "t" };
    const scope = { credentials: () => credentials, region: "eu-west-1", service: "logs", date: new Date(0) };
    expect(await new SigV4().sign(request, scope)).toEqual(await new SigV4(webHashing).sign(request, scope));
  });
});
