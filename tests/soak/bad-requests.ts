import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import fc from "fast-check";
import type { ModelledOperation } from "../../local/src/service/service-model.ts";
import { models } from "../../local/src/wire/services.ts";
import { goodValues as goodValuesOfLogs } from "../refusals/good-requests.ts";

const account = "111122223333";
const region = "eu-west-1";
const shardId = "shardId-000000000000";

/** A good value of each member of a request. What it names does not exist in an empty service. */
const goodValues: Readonly<Record<string, unknown>> = {
  ...goodValuesOfLogs,
  AllowForceDelete: false,
  AmazonOpenSearchServerlessDestinationConfiguration: {},
  AmazonopensearchserviceDestinationConfiguration: {},
  Data: "",
  DeliveryStreamName: "unknown",
  DeliveryStreamType: "DirectPut",
  ElasticsearchDestinationConfiguration: {},
  ExclusiveStartDeliveryStreamName: "a",
  ExclusiveStartShardId: shardId,
  ExclusiveStartStreamName: "a",
  ExplicitHashKey: "0",
  ExtendedS3DestinationConfiguration: { RoleARN: "arn:aws:iam::111122223333:role/r", BucketARN: "arn:aws:s3:::b" },
  HttpEndpointDestinationConfiguration: {},
  IcebergDestinationConfiguration: {},
  KinesisStreamSourceConfiguration: { KinesisStreamARN: "arn:a", RoleARN: "arn:b" },
  Limit: 5,
  MaxResults: 5,
  PartitionKey: "k",
  Record: { Data: "" },
  Records: [{ Data: "", PartitionKey: "k" }],
  RedshiftDestinationConfiguration: {},
  S3DestinationConfiguration: { RoleARN: "arn:aws:iam::111122223333:role/r", BucketARN: "arn:aws:s3:::b" },
  ShardCount: 1,
  ShardId: shardId,
  ShardIterator: "e30",
  ShardIteratorType: "LATEST",
  SnowflakeDestinationConfiguration: {},
  SplunkDestinationConfiguration: {},
  StartingSequenceNumber: "1",
  StreamARN: `arn:aws:kinesis:${region}:${account}:stream/unknown`,
  StreamModeDetails: { StreamMode: "PROVISIONED" },
  StreamName: "unknown",
};

/** There are no good ones but those that the service has given out. */
const tokens = ["nextToken", "NextToken"];

/** A good request to every operation of the service, by target. */
export const good: Readonly<Record<string, Record<string, unknown>>> = Object.fromEntries(
  models.flatMap(({ protocol, operations }) =>
    protocol.kind === "json"
      ? Object.entries(operations).map(([name, operation]) => [
          `${protocol.targetPrefix}.${name}`,
          goodRequest(operation),
        ])
      : [],
  ),
);

function goodRequest({ members, unmodelled }: ModelledOperation): Record<string, unknown> {
  const values: Record<string, unknown> = { ...goodValues, ...unmodelled };
  const given = Object.keys(members).filter((member) => !tokens.includes(member));
  const unheard = given.find((member) => !(member in values));
  if (unheard) throw new Error(`no good value of the member ${unheard} is known here; add one to goodValues`);
  return Object.fromEntries(given.map((member) => [member, values[member]]));
}

/** The operations that change something even as they are; the others find nothing that they could change. */
const making = [
  "Logs_20140328.PutDestination",
  "Logs_20140328.CreateLogGroup",
  "Kinesis_20131202.CreateStream",
  "Firehose_20150804.CreateDeliveryStream",
];
const targets = Object.keys(good);
const harmless = targets.filter((target) => !making.includes(target));

interface BadRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
}

/** The text of a member's value where a text belongs: too long, of strange characters, of another kind. */
const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.integer({ min: 1, max: 3000 }).map((length) => "x".repeat(length)),
  fc.constantFrom("", "*", ":", "a:b", "\u0000", "\ud800", "__proto__", "constructor", "{", "../..", "é".repeat(600)),
);
const anything = fc.oneof(oddText, fc.jsonValue({ maxDepth: 4 }));
const notText = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.array(fc.integer()),
  fc.object({ maxDepth: 1 }),
  fc.constant(null),
);

/** Requests whose first member is no text: refused where it is needed, as by the operations that make something. */
const broken = fc
  .tuple(fc.constantFrom(...targets), notText, fc.dictionary(fc.string(), anything))
  .map(([target, value, more]): [string, unknown] => {
    const request = good[target] as Record<string, unknown>;
    const [first = ""] = Object.keys(request);
    return [target, { ...more, ...request, [first]: value }];
  });
/** Requests to operations that find nothing here, with anything in any member. */
const odd = fc
  .tuple(fc.constantFrom(...harmless), fc.dictionary(fc.nat(8).map(String), anything))
  .map(([target, values]): [string, unknown] => {
    const members = Object.entries(good[target] as Record<string, unknown>);
    return [target, Object.fromEntries(members.map(([name, value], index) => [name, values[index] ?? value]))];
  });
const shaped = fc.oneof(broken, odd).map(([target, value]) => [target, JSON.stringify(value)] as const);
/** Bodies that are no request at all. */
const shapeless = fc.tuple(
  fc.oneof(
    fc.constantFrom(...targets),
    fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[^\x21-\x7e]/g, ".")),
  ),
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom("", "null", "[]", '"text"', "1e999", "\ufeff{}", '{"a":1', "[".repeat(5000)),
    fc.jsonValue().map((value) => JSON.stringify([value])),
    fc.integer({ min: 100_000, max: 500_000 }).map((length) => `"${"x".repeat(length)}"`),
  ),
);

const headerText = fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, ".").trim());
const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
const oddHeaders = fc.record(
  {
    authorization: fc.oneof(
      headerText,
      headerText.map((text) => authorization("logs") + text),
    ),
    "content-type": fc.oneof(headerText, fc.constantFrom("application/x-amz-cbor-1.1", "text/plain")),
    "content-encoding": fc.oneof(headerText, fc.constantFrom("gzip", "br")),
    "x-amz-date": headerText,
    "x-filler": fc.integer({ min: 0, max: 6000 }).map((length) => "x".repeat(length)),
  },
  { requiredKeys: [] },
);

const badRequest: fc.Arbitrary<BadRequest> = fc
  .tuple(
    fc.oneof({ arbitrary: shaped, weight: 6 }, { arbitrary: shapeless, weight: 2 }),
    fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, { arbitrary: oddHeaders, weight: 1 }),
    fc.oneof(
      { arbitrary: fc.constant("POST"), weight: 20 },
      { arbitrary: fc.constantFrom("GET", "PUT", "DELETE", "PATCH"), weight: 1 },
    ),
    fc.oneof(
      { arbitrary: fc.constant("/"), weight: 20 },
      { arbitrary: fc.webPath().map((path) => `/${path}`), weight: 1 },
    ),
  )
  .map(([[target, body], more, method, path]) => ({
    method,
    path,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
      authorization: authorization(target.toLowerCase().split("_")[0] ?? ""),
      ...more,
    },
    body,
  }));

/** Bytes that are no HTTP. */
const garbage = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc
    .uint8Array({ maxLength: 100 })
    .map((bytes) => Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), bytes])),
  fc
    .constantFrom("POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", "POST / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n")
    .map(Buffer.from),
);

export interface BadRequestsReport {
  requests: number;
  answers: Record<number, number>;
}

const atOnce = 16;
const patience = 10_000;

/**
 * Sends bad requests to a served `LocalLogs`.
 * @throws Error for one that is not answered, answered with 5xx, or that changes the state; it holds the request
 */
export async function sendBadRequests(count: number, seed: number): Promise<BadRequestsReport> {
  let changed = false;
  const storage = {
    load: () => [],
    append: () => {
      changed = true;
    },
  };
  const server = await serve(new LocalLogs({ storage }));
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const report: BadRequestsReport = { requests: 0, answers: {} };
  const batch = 1000;
  for (let sent = 0; sent < count; sent += batch) {
    const size = Math.min(batch, count - sent);
    const requests = fc.sample(badRequest, { numRuns: size, seed: seed + sent });
    const next = requests.values();
    const worker = async (): Promise<void> => {
      for (const request of next) {
        const status = await send(server.url, agent, request);
        report.answers[status] = (report.answers[status] ?? 0) + 1;
        report.requests++;
        if (status >= 500 || changed) throw new Error(`answered ${status}, changed ${changed}: ${show(request)}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    for (const bytes of fc.sample(garbage, { numRuns: Math.ceil(size / 100), seed: seed + sent })) {
      await sendGarbage(server.url, bytes);
    }
  }
  agent.destroy();
  const alive = await fetch(server.url, { method: "POST", body: "{}" });
  if (alive.status !== 400 || changed) throw new Error(`in the end it answers ${alive.status}, changed ${changed}`);
  await server.close();
  return report;
}

async function send(url: string, agent: Agent, { method, path, headers, body }: BadRequest): Promise<number> {
  const sent = httpRequest(url, { method, path, headers, agent, timeout: patience });
  sent.on("timeout", () => sent.destroy(new Error(`no answer: ${show({ method, path, headers, body })}`)));
  sent.end(body);
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "end");
  return response.statusCode;
}

/** No answer is fine, as long as the connection ends. */
async function sendGarbage(url: string, bytes: Uint8Array): Promise<void> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.setTimeout(patience, () => socket.destroy());
  socket.end(bytes);
  socket.resume();
  await once(socket, "close");
}

function show({ method, path, headers, body }: BadRequest): string {
  const text = typeof body === "string" ? body : Buffer.from(body).toString("base64");
  return JSON.stringify({ method, path, headers, body: text.slice(0, 2000) });
}
