// Sends requests to the local service of one checkout, in the process. Its figure is the processor time of one in microseconds.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { workInStretches } from "../stretches.mjs";

const [checkout, load] = process.argv.slice(2);
const { LocalLogs } = await import(pathToFileURL(join(checkout, "local/dist/index.js")).href);

const [account, sender, region] = ["111122223333", "222233334444", "eu-west-1"];
const destinationArn = `arn:aws:logs:${region}:${account}:destination:`;
const local = new LocalLogs();

const send = async (operation, request, caller = account) => {
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${caller}/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `Logs_20140328.${operation}`,
  };
  const body = Buffer.from(JSON.stringify(request));
  const { status } = await local.handle({ method: "POST", target: "/", header: (name) => headers[name], body });
  if (status !== 200) throw new Error(`${operation} answered ${status}`);
};
const nameOf = (index) => `destination-${String(index).padStart(6, "0")}`;
const destination = (index) => ({
  destinationName: nameOf(index),
  targetArn: `arn:aws:kinesis:${region}:${account}:stream/central`,
  roleArn: `arn:aws:iam::${account}:role/central`,
});
const policy = (index) => {
  const Resource = destinationArn + nameOf(index);
  const Statement = [{ Effect: "Allow", Principal: { AWS: sender }, Action: "logs:PutSubscriptionFilter", Resource }];
  return { destinationName: nameOf(index), accessPolicy: JSON.stringify({ Version: "2012-10-17", Statement }) };
};

const count = 1000;
for (let index = 0; index < count; index++) await send("PutDestination", destination(index));
await send("PutDestinationPolicy", policy(0));
await send("CreateLogGroup", { logGroupName: "/app" }, sender);
await send("CreateLogStream", { logGroupName: "/app", logStreamName: "web" }, sender);
const filter = { filterPattern: "ERROR", destinationArn: destinationArn + nameOf(0) };
await send("PutSubscriptionFilter", { logGroupName: "/app", filterName: "errors", ...filter }, sender);

const logEvents = (index) =>
  Array.from({ length: 10 }, (_, at) => ({
    timestamp: Date.now(),
    message: `${at % 2 ? "ERROR" : "INFO"} line ${index}`,
  }));

const requests = {
  pages: (index) => send("DescribeDestinations", { limit: 50, nextToken: nameOf((index * 50) % (count - 50)) }),
  writes: async (index) => {
    await send("PutDestination", destination(index % count));
    await send("PutDestinationPolicy", policy(index % count));
  },
  deliveries: (index) =>
    send("PutLogEvents", { logGroupName: "/app", logStreamName: "web", logEvents: logEvents(index) }, sender),
};
const work = async (times) => {
  for (let index = 0; index < times; index++) await requests[load](index);
  return times;
};
await workInStretches(work, 2000, 500);
