// Sends a log event as an account, and fails unless it arrives in a stream or a Lambda function: node send-log-event.mjs JSON, within a run.
import { gunzipSync } from "node:zlib";
import { LogDestinationsClient } from "@log-destinations/core";

const { account, region, logGroup, message, arrivesIn } = JSON.parse(process.argv[2]);
const endpoint = process.env.AWS_ENDPOINT_URL;
const credentials = { accessKeyId: account, secretAccessKey: "any" };
const client = new LogDestinationsClient({ endpoint, region, credentials });

const logStream = { logGroupName: logGroup, logStreamName: "test" };
await client.call("CreateLogStream", logStream).catch((error) => {
  if (error.code !== "ResourceAlreadyExistsException") throw error;
});
await client.call("PutLogEvents", { ...logStream, logEvents: [{ timestamp: Date.now(), message }] });

const [, , service] = arrivesIn.split(":");
const path = service === "lambda" ? "invocations?function" : "records?stream";
const answer = await fetch(`${endpoint}/_local/v1/${path}=${encodeURIComponent(arrivesIn)}`);
const { records = [], invocations = [] } = await answer.json();
const arrived = [...records, ...invocations.map(({ event }) => event.awslogs)]
  .map(({ data }) => JSON.parse(gunzipSync(Buffer.from(data, "base64"))))
  .filter((record) => record.owner === account && record.logGroup === logGroup)
  .flatMap(({ logEvents }) => logEvents.map((event) => event.message));
if (!arrived.includes(message)) {
  process.stderr.write(`the log event of ${logGroup} in ${account} did not arrive in ${arrivesIn}\n`);
  process.exit(1);
}
process.stdout.write(`arrived from ${logGroup}\n`);
