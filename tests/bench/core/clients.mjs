// Lists 1,000 destinations over 20 pages with one client, on whatever runtime runs this: for each line that comes in, a
// turn of so many listings, and the microseconds per page go out.
import { createHash, createHmac } from "node:crypto";
import { createInterface } from "node:readline";
import { CloudWatchLogsClient, paginateDescribeDestinations } from "@aws-sdk/client-cloudwatch-logs";
import { LogDestinationsClient } from "@log-destinations/core";
import { nodeFetch } from "@log-destinations/core/node";
import { AwsClient } from "aws4fetch";

const [endpoint, name] = process.argv.slice(2);
const region = "eu-west-1";
// Enough that what the client before left behind in caches weighs little.
const perTurn = 20;
const credentials = { accessKeyId: "111122223333", secretAccessKey: "not-a-secret" };
const target = "Logs_20140328.DescribeDestinations";
const type = "application/x-amz-json-1.1";

/** The least that any client does: sign, fetch, parse, go on. No retry, no deadline, no typed error. */
function bare() {
  const { host } = new URL(endpoint);
  const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const scope = `${day}/${region}/logs/aws4_request`;
  const key = scope.split("/").reduce(hmac, `AWS4${credentials.secretAccessKey}`);
  const signedHeaders = "content-type;host;x-amz-date;x-amz-target";
  return async () => {
    let nextToken;
    let count = 0;
    do {
      const body = JSON.stringify({ nextToken });
      const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
      const canonical = `POST\n/\n\ncontent-type:${type}\nhost:${host}\nx-amz-date:${time}\nx-amz-target:${target}\n\n${signedHeaders}\n${sha256(body)}`;
      const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString("hex");
      const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
      const headers = { "content-type": type, "x-amz-date": time, "x-amz-target": target, authorization };
      const response = await fetch(endpoint, { method: "POST", headers, body });
      const page = await response.json();
      count += page.destinations.length;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return count;
  };
}

function ours(options) {
  const client = new LogDestinationsClient({ endpoint, region, credentials, ...options });
  return async () => {
    let count = 0;
    for await (const page of client.destinations().pages()) count += page.items.length;
    return count;
  };
}

function awsSdk() {
  const client = new CloudWatchLogsClient({ endpoint, region, credentials });
  return async () => {
    let count = 0;
    for await (const page of paginateDescribeDestinations({ client }, {})) count += page.destinations.length;
    return count;
  };
}

/** Pages with a client that knows no pages. */
function looping(describe) {
  return async () => {
    let nextToken;
    let count = 0;
    do {
      const page = await describe(nextToken === undefined ? {} : { nextToken });
      count += page.destinations.length;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return count;
  };
}

function aws4fetch() {
  const client = new AwsClient({ ...credentials, region, service: "logs" });
  return looping(async (request) => {
    const headers = { "content-type": type, "x-amz-target": target };
    return (await client.fetch(endpoint, { method: "POST", headers, body: JSON.stringify(request) })).json();
  });
}

async function awsLite() {
  const { default: create } = await import("@aws-lite/client");
  const { hostname, port } = new URL(endpoint);
  const client = await create({
    ...credentials,
    region,
    host: hostname,
    port: Number(port),
    protocol: "http",
    plugins: [],
  });
  return looping(async (request) => {
    const headers = { "content-type": type, "x-amz-target": target };
    // As text: an object it would take for an item of DynamoDB.
    const payload = JSON.stringify(request);
    return (await client({ service: "logs", path: "/", method: "POST", headers, payload })).payload;
  });
}

const clients = {
  "bare signed fetch": bare,
  core: () => ours({}),
  "core, /node": () => ours({ fetch: nodeFetch() }),
  "AWS SDK v3": awsSdk,
  aws4fetch,
  "aws-lite": awsLite,
};

const list = await clients[name]();
for await (const _ of createInterface({ input: process.stdin })) {
  const start = performance.now();
  for (let listing = 0; listing < perTurn; listing++) {
    const count = await list();
    if (count !== 1000) throw new Error(`${name} listed ${count} of 1000`);
  }
  console.log(((performance.now() - start) * 1000) / (perTurn * 20));
}
process.exit(0);
