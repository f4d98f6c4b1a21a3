import { gzipSync } from "node:zlib";
import { SigV4 } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { expect, test } from "vitest";
import { owner, region } from "../wire.ts";

const headers = {
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": "Logs_20140328.CreateLogGroup",
  "content-encoding": "gzip",
};
const group = (more = "") => JSON.stringify({ logGroupName: "/app", more });

/** Sends bytes, signed. */
async function send(local: LocalLogs, body: Uint8Array, more: Record<string, string> = {}) {
  const url = new URL("http://localhost/");
  const credentials = () => ({ accessKeyId: owner, secretAccessKey: "s3cret" });
  const request = { method: "POST", url, headers: { ...headers, ...more }, body };
  const signature = await new SigV4().sign(request, { credentials, region, service: "logs", date: new Date() });
  const answer = await local.fetch(url, {
    ...request,
    headers: { ...request.headers, ...signature },
    body: new Uint8Array(body),
  });
  const text = await answer.text();
  return { status: answer.status, message: text === "" ? "" : (JSON.parse(text).message as string) };
}

const groupOf = (local: LocalLogs) => local.control.logGroup(`arn:aws:logs:${region}:${owner}:log-group:/app`);

test("a body that is gzip is read", async () => {
  const local = new LocalLogs();
  expect(await send(local, gzipSync(group()))).toEqual({ status: 200, message: "" });
  expect(groupOf(local)).toEqual({ logStreams: [] });
});

test("the signature of a compressed body is that of its compressed bytes", async () => {
  const accessKeys = { [owner]: { account: owner, secretAccessKey: "s3cret" } };
  const local = new LocalLogs({ declarations: { accessKeys } });
  expect((await send(local, gzipSync(group()))).status).toBe(200);
  expect(
    (
      await send(
        new LocalLogs({ declarations: { accessKeys: { [owner]: { account: owner, secretAccessKey: "other" } } } }),
        gzipSync(group()),
      )
    ).status,
  ).toBe(400);
});

test("a body that is small and becomes over 16 MiB is refused", async () => {
  const local = new LocalLogs();
  const bomb = gzipSync(group("x".repeat(16 * 2 ** 20)));
  expect(bomb.length).toBeLessThan(20_000);
  expect(await send(local, bomb)).toEqual({ status: 413, message: expect.stringContaining("when it is uncompressed") });
  expect(groupOf(local)).toBeUndefined();
});

test.each([
  ["no gzip", "gzip", new TextEncoder().encode(group()), "the body is not gzip"],
  ["a part of gzip", "gzip", gzipSync(group()).subarray(0, 20), "the body is not gzip"],
  ["another encoding", "deflate", gzipSync(group()), "Content-Encoding is deflate; expected gzip"],
  ["no text within", "gzip", gzipSync(Uint8Array.of(0xff)), "the body is not UTF-8"],
])("%s is refused by name", async (_, encoding, body, message) => {
  const answer = await send(new LocalLogs(), body, { "content-encoding": encoding });
  expect(answer).toEqual({ status: 400, message: expect.stringContaining(message) });
});
