import { LogsConnection, SigV4, webHashing } from "@log-destinations/core";
import { expect, it, onTestFinished, vi } from "vitest";

it("a request is signed the same with the hashing of the runtime and with WebCrypto", async () => {
  const request = { method: "POST", url: new URL("https://logs.example/"), headers: { a: "é" }, body: '{"b":"😀"}' };
  const credentials = { accessKeyId: "a", secretAccessKey: "s", sessionToken: "t" };
  const scope = { credentials: () => credentials, region: "eu-west-1", service: "logs", date: new Date(0) };
  expect(await new SigV4().sign(request, scope)).toEqual(await new SigV4(webHashing).sign(request, scope));
});

it("a runtime without hashing is refused when the client is made, unless the client has a signer of the caller's", () => {
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal("process", { env: {} });
  expect(() => new LogsConnection({ region: "eu-west-1" })).not.toThrow();
  vi.stubGlobal("crypto", { getRandomValues() {} });
  expect(() => new LogsConnection({ region: "eu-west-1" })).toThrow(
    /no crypto\.subtle .* by https, or give .* a signer/,
  );
  const signer = { sign: async () => ({}) };
  expect(() => new LogsConnection({ region: "eu-west-1", signer })).not.toThrow();
});
