import { SigV4, webHashing } from "@log-destinations/core";
import { expect, it } from "vitest";

it("a request is signed the same with the hashing of the runtime and with WebCrypto", async () => {
  const request = { method: "POST", url: new URL("https://logs.example/"), headers: { a: "é" }, body: '{"b":"😀"}' };
  const credentials = { accessKeyId: "a", secretAccessKey: "s", sessionToken: "t" };
  const scope = { credentials: () => credentials, region: "eu-west-1", service: "logs", date: new Date(0) };
  expect(await new SigV4().sign(request, scope)).toEqual(await new SigV4(webHashing).sign(request, scope));
});
