import { LocalLogs } from "@log-destinations/local";
import { expect, test } from "vitest";
import { owner, refusal, region, send } from "../wire.ts";

test.each([
  ["no signature", { authorization: "" }, "IncompleteSignatureException"],
  ["an access key that is no account", { authorization: signed("AKIAEXAMPLE", "logs") }, "UnrecognizedClientException"],
  ["another service's scope", { authorization: signed(owner, "s3") }, "InvalidSignatureException"],
  ["an unknown target", { "x-amz-target": "DynamoDB_20120810.ListTables" }, "UnknownOperationException"],
  ["an unknown operation", { "x-amz-target": "Logs_20140328.Nope" }, "UnknownOperationException"],
  ["a binary body type", { "content-type": "application/x-amz-cbor-1.1" }, "SerializationException"],
])("%s gets a %s", async (_, headers, type) => {
  const answer = await send(new LocalLogs(), "DescribeDestinations", {}, { headers });
  expect(answer).toMatchObject(refusal(type, expect.any(String)));
});

test.each(["", "{", "[]", "null", '"text"', "\ufeff{}{}"])(
  "a body of %j gets a SerializationException",
  async (body) => {
    expect(await send(new LocalLogs(), "DescribeDestinations", body)).toMatchObject(
      refusal("SerializationException", expect.any(String)),
    );
  },
);

test.each(["DescribeDestinations", "PutDestination"])(
  "%s of a body nested too deeply is refused",
  async (operation) => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const body = `{"limit":${deep},"destinationName":${deep},"x":"\\ud800"}`;
    expect(await send(new LocalLogs(), operation, body)).toMatchObject(
      refusal("SerializationException", expect.any(String)),
    );
  },
);

test("a request without Authorization gets MissingAuthenticationTokenException", async () => {
  const headers = { "x-amz-target": "Logs_20140328.DescribeDestinations" };
  const response = await new LocalLogs().fetch("http://localhost/", { method: "POST", headers, body: "{}" });
  expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
});

test("a request that names no service is refused", async () => {
  const response = await new LocalLogs().fetch("http://localhost/", { method: "POST", body: "{}" });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: "UnknownOperationException" });
});

function signed(key: string, service: string): string {
  return `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
}
