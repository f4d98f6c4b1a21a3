import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { LocalLogs } from "@log-destinations/local";
import { type RunningServer, type ServedRequest, serve } from "@log-destinations/local/node";
import { afterEach, beforeEach } from "vitest";
import { owner, region } from "../wire.ts";

/** The server of this test, and the requests that it was sent. */
export let server: RunningServer;
export let seen: ServedRequest[];
beforeEach(async () => {
  seen = [];
  server = await serve(new LocalLogs(), { onRequest: (request) => seen.push(request) });
});
afterEach(() => server.close());

export const headers = {
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": "Logs_20140328.DescribeDestinations",
  authorization: `AWS4-HMAC-SHA256 Credential=${owner}/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
};

/** With a Host of one's own, which fetch does not allow. */
export async function post(body: string | Buffer, more: Record<string, string> = {}) {
  const request = httpRequest(server.url, { method: "POST", headers: { ...headers, ...more } });
  request.on("error", () => {});
  request.end(body);
  const [response] = await once(request, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, body: JSON.parse(text) };
}
