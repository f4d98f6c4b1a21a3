// Sends a log event as an account, and fails unless it arrives in a stream: node send-log-event.mjs JSON, within a run.
import { gunzipSync } from "node:zlib";
import { LogDestinationsClient } from "@log-destinations/core";

const { account, region, logGroup, message, arrivesIn } = JSON.parse(process.argv[2]);
const endpoint = process.env.AWS_ENDPOINT_URL;
const credentials = { accessKeyId: account, secretAccessKey: "any" };
const client = new LogDestinationsClient({ endpoint, region, credentials });

const logStream = { logGroupName: logGroup, logStreamName: "test" };
await client.call("CreateLogStream", logStream);
await client.call("PutLogEvents", { ...logStream, logEvents: [{ timestamp: Date.now(), message }] });

const answer = await fetch(`${endpoint}/_local/v1/records?stream=${encodeURIComponent(arrivesIn)}`);
const { records = [] } = await answer.json();
const arrived = records
  .map(({ data }) => JSON.parse(gunzipSync(Buffer.from(data, "base64"))))
  .filter((record) => record.owner === account && record.logGroup === logGroup)
  .flatMap(({ logEvents }) => logEvents.map((event) => event.message));
if (!arrived.includes(message)) {
  process.stderr.write(`the log event of ${logGroup} in ${account} did not arrive in ${arrivesIn}\n`);
  process.exit(1);
}
process.stdout.write(`arrived from ${logGroup}\n`);
