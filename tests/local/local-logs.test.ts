import { LogDestinationsClient } from "@log-destinations/core";
import { LocalLogs, type LocalLogsOptions } from "@log-destinations/local";
import { describe, expect, test, vi } from "vitest";
import { failingCallbacks, owner, refusal, region, role, send, stream } from "./wire.ts";

test("the client runs against the embedded handler, signing included, with no socket", async () => {
  const local = new LocalLogs();
  const credentials = { accessKeyId: owner, secretAccessKey: "any" };
  const client = new LogDestinationsClient({ fetch: local.fetch, region, credentials });
  await client.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  expect(await client.destinations().toArray()).toMatchObject([{ destinationName: "central" }]);
});

test("as() is the same service without HTTP, and throws what the wire answers", async () => {
  const local = new LocalLogs();
  const api = local.as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  expect((await send(local, "DescribeDestinations", {})).body.destinations).toHaveLength(1);
  await expect(api.deleteDestination({ destinationName: "other" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified destination does not exist.",
    operation: "DeleteDestination",
    status: 400,
  });
});

test("as() tells what a refused policy breaks, which the wire has no place for", async () => {
  const api = new LocalLogs().as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  await expect(api.putDestinationPolicy({ destinationName: "central", accessPolicy: "none" })).rejects.toMatchObject({
    code: "InvalidParameterException",
    findings: [{ rule: "grammar", severity: "refused" }],
  });
});

test("as() takes who calls, and answers speak of it", async () => {
  const callerArn = `arn:aws:sts::${owner}:assumed-role/ci/session`;
  const api = new LocalLogs().as({ account: owner, region, callerArn, passRole: [] });
  await expect(
    api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role }),
  ).rejects.toMatchObject({ message: expect.stringContaining(`User: ${callerArn} is not authorized`) });
});

test("as() carries out operations that have no method", async () => {
  const api = new LocalLogs().as({ account: owner, region });
  await api.call("CreateLogGroup", { logGroupName: "/app" });
  expect(await api.call("DescribeLogGroups", {})).toMatchObject({ logGroups: [{ logGroupName: "/app" }] });
  await expect(api.call("CreateDelivery", {})).rejects.toMatchObject({ code: "UnknownOperationException" });
});

test("what as() gives out and takes in is not the service's own", async () => {
  const api = new LocalLogs().as({ account: owner, region });
  const tags = { team: "logs" };
  const { destination } = await api.putDestination({ destinationName: "a", targetArn: stream, roleArn: role, tags });
  tags.team = "changed";
  (destination as { targetArn: string }).targetArn = "changed";
  const { destinations } = await api.describeDestinations();
  (destinations as unknown[]).pop();
  expect((await api.describeDestinations()).destinations).toMatchObject([{ targetArn: stream }]);
});

test.each([
  [{ account: "42", region }, 'identity.account is "42"; expected an account id of 12 digits'],
  [{ account: owner, region: "" }, 'identity.region is ""'],
  [{ account: owner, region, callerArn: "ci" }, 'identity.callerArn is "ci"; expected an ARN'],
  [{ account: owner, region, role: "ci" }, "identity has no member role"],
])("as(%j) is refused", (identity, message) => {
  expect(() => new LocalLogs().as(identity)).toThrow(message);
});

test("an unknown option is refused by name", () => {
  expect(() => new LocalLogs({ port: 1 } as object)).toThrow("unknown option port");
});

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

describe("what should never happen", () => {
  function broken(options: LocalLogsOptions): LocalLogs {
    let calls = 0;
    const clock = () => {
      if (calls++ > 0) throw new RangeError("of hush-hush");
      return 0;
    };
    return new LocalLogs({ clock, ...options });
  }

  test("is answered without its message, and told with it", async () => {
    const faults: unknown[] = [];
    const local = broken({ onFault: (error) => faults.push(error) });
    expect(await send(local, "DescribeDestinations", {})).toMatchObject(
      refusal("ServiceUnavailableException", "internal error", 500),
    );
    expect(faults).toEqual([new RangeError("of hush-hush")]);
  });

  test.each([
    ["by default", {}],
    [
      "where onFault throws itself",
      {
        onFault: (error: unknown) => {
          throw error;
        },
      },
    ],
  ])("goes to standard error %s: where it came from, and not what it says", async (_, options) => {
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await send(broken(options), "DescribeDestinations", {})).toMatchObject({ status: 500 });
    expect(written.mock.calls.flat()).toEqual([
      expect.stringMatching(/^log-destinations: internal error: RangeError\n {4}at .*local-logs\.test\.ts/),
    ]);
    expect(String(written.mock.calls)).not.toContain("hush");
  });

  test.each(failingCallbacks)("an onNote that %s changes no answer", async (_, onNote) => {
    const faults: unknown[] = [];
    const local = new LocalLogs({ strict: true, onNote, onFault: (error) => faults.push(error) });
    const request = { destinationName: "central", targetArn: stream, roleArn: role };
    expect(await send(local, "PutDestination", request)).toMatchObject(
      refusal("InvalidParameterException", expect.stringContaining("Could not deliver test message")),
    );
    expect(faults).toEqual([new Error("mine")]);
  });
});

test.each([
  ["v1/records", 400, "stream is null; expected /_local/v1/records?stream=ARN"],
  ["v1/records?stream=central", 400, 'stream is "central"; expected /_local/v1/records?stream=ARN'],
  ["v2/records?stream=x", 404, "/_local/v2/records is not served; paths of version 1 are: GET /_local/v1/records"],
  ["records", 404, "/_local/records is not served; paths of version 1 are: GET /_local/v1/records"],
])("/_local/%s is refused", async (path, status, message) => {
  const response = await new LocalLogs().fetch(`http://localhost/_local/${path}`);
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(message.replaceAll('"', '\\"'));
});

test("a request without Authorization gets MissingAuthenticationTokenException", async () => {
  const headers = { "x-amz-target": "Logs_20140328.DescribeDestinations" };
  const response = await new LocalLogs().fetch("http://localhost/", { method: "POST", headers, body: "{}" });
  expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
});

function signed(key: string, service: string): string {
  return `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
}
