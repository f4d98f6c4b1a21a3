import { CloudWatchLogsClient, DescribeDestinationsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { KinesisClient, ListShardsCommand } from "@aws-sdk/client-kinesis";
import { LogDestinationsClient } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { describe, expect, test, vi } from "vitest";
import { owner, refusal, region, send } from "../wire.ts";

const key = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "the+right/secret" };
const declarations = { accessKeys: { AKIAEXAMPLE: { account: owner, secretAccessKey: key.secretAccessKey } } };
const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

function clientOf(local: LocalLogs, credentials = key) {
  return new LogDestinationsClient({ fetch: local.fetch, region, credentials, maxAttempts: 1 });
}

/** A client whose request arrives at a machine with another time. */
function clientWithSkew(skew: number) {
  const local = new LocalLogs({ declarations });
  const late: typeof local.fetch = async (url, init) => {
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now - skew);
    return local.fetch(url, init);
  };
  return new LogDestinationsClient({ fetch: late, region, credentials: key, maxAttempts: 1 });
}

describe("once a key has a secret", () => {
  test("the right one gets in as its account, and a wrong one is refused", async () => {
    const local = new LocalLogs({ declarations });
    const request = {
      destinationName: "a",
      targetArn: `arn:aws:kinesis:${region}:${owner}:stream/s`,
      roleArn: `arn:aws:iam::${owner}:role/r`,
    };
    const { destination } = await clientOf(local).putDestination(request);
    expect(destination.arn).toContain(`:${owner}:`);
    await expect(clientOf(local, { ...key, secretAccessKey: "wrong" }).describeDestinations()).rejects.toMatchObject({
      code: "InvalidSignatureException",
      message: mismatch,
      status: 400,
    });
  });

  test("a body that was changed on the way is refused", async () => {
    const local = new LocalLogs({ declarations });
    const changing: typeof local.fetch = (url, init) => local.fetch(url, { ...init, body: '{"limit":1}' });
    const client = new LogDestinationsClient({ fetch: changing, region, credentials: key, maxAttempts: 1 });
    await expect(client.describeDestinations()).rejects.toMatchObject({ code: "InvalidSignatureException" });
  });

  test("keys without a secret no longer get in, nor do account ids", async () => {
    const more = { ...declarations.accessKeys, OTHER: { account: owner } };
    const local = new LocalLogs({ declarations: { accessKeys: more } });
    for (const account of ["OTHER", owner]) {
      expect(await send(local, "DescribeDestinations", {}, { account })).toMatchObject(
        refusal(
          "UnrecognizedClientException",
          expect.stringContaining("The security token included in the request is invalid."),
        ),
      );
    }
    const headers = await local.fetch("http://localhost/_local/v1/records?stream=x");
    expect(headers.status).toBe(403);
  });

  test.each([
    [-301_000, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
    [301_000, /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/],
  ])("a client whose clock is %i ms off is told", async (skew, message) => {
    await expect(clientWithSkew(skew).describeDestinations()).rejects.toMatchObject({
      code: "InvalidSignatureException",
      message: expect.stringMatching(message),
    });
  });

  test.each([-290_000, 290_000])("a client whose clock is %i ms off is tolerated", async (skew) => {
    await expect(clientWithSkew(skew).describeDestinations()).resolves.toEqual({ destinations: [] });
  });

  test("the AWS SDK's signatures are understood, of HTTP/1.1 and of HTTP/2", async () => {
    const server = await serve(new LocalLogs({ declarations }));
    const options = { endpoint: server.url, region, credentials: key };
    const logs = new CloudWatchLogsClient(options);
    const kinesis = new KinesisClient(options);
    const wrong = new KinesisClient({ ...options, credentials: { ...key, secretAccessKey: "wrong" } });
    expect((await logs.send(new DescribeDestinationsCommand({}))).destinations).toEqual([]);
    const list = new ListShardsCommand({ StreamName: "s" });
    await expect(kinesis.send(list)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(wrong.send(list)).rejects.toMatchObject({ name: "InvalidSignatureException" });
    for (const client of [logs, kinesis, wrong]) client.destroy();
    await server.close();
  });

  test("no answer and no note holds a secret", async () => {
    const notes: string[] = [];
    const local = new LocalLogs({ declarations, onNote: (line) => notes.push(line) });
    const answers = await Promise.all([
      send(local, "DescribeDestinations", {}, { account: key.accessKeyId }),
      send(local, "DescribeDestinations", "{", { headers: { authorization: `AWS4 ${key.secretAccessKey}` } }),
    ]);
    expect(JSON.stringify([answers, notes])).not.toContain(key.secretAccessKey);
  });
});
