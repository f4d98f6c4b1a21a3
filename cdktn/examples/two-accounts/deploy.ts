/**
 * The example deployed by the real cdktn and terraform, to be run by `log-destinations run`: deploy, a log line that
 * goes from one account to the other, a deploy that changes nothing, destroy.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { gunzipSync } from "node:zlib";
import { LogDestinationsClient } from "@log-destinations/core";
import { home, logGroupName, loggingAccount, regions, streamName, workloadAccount } from "./stack.ts";

const endpoint = process.env.AWS_ENDPOINT_URL;
if (endpoint === undefined) throw new Error("run it by log-destinations run, which starts the service");

/** Another one each time, in case the last one was interrupted and what it deployed is still there. */
const logStreamName = `web-${Date.now()}`;

const step = (title: string) => console.log(`\n${title}`);
const say = (line: string) => console.log(`  ${line}`);

step("cdktn deploy: a logging account and a workload account, two Regions each");
await cdktn("deploy", "--auto-approve");

step("A log line in each Region of the workload account");
for (const region of regions) await putLogLine(region, `order placed in ${region}`);

step("What the logging account's stream got");
for (const { owner, logGroup, logEvents } of await readRecords(regions.length)) {
  say(`${owner} ${logGroup}: ${logEvents.map(({ message }) => message).join()}`);
}

step("cdktn deploy again");
await cdktn("deploy", "--auto-approve");

step("cdktn destroy");
await cdktn("destroy", "--auto-approve");
const left = await Promise.all(regions.map((region) => clientOf(loggingAccount, region).destinations().toArray()));
say(`${left.flat().length} destinations are left in the logging account`);

/** Runs cdktn, and shows what terraform did. */
async function cdktn(...args: string[]): Promise<void> {
  const child = spawn("npx", ["--offline", "cdktn", ...args], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const all: string[] = [];
  const told =
    /(?:Creation|Modifications|Destruction) complete after \w+|(?:Apply|Destroy) complete!.*|^No changes\..*/;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      // cdktn writes for a terminal, and the name of the stack in front of each line.
      const text = stripVTControlCharacters(line)
        .replace(/^two-accounts/, "")
        .trim();
      all.push(text);
      if (told.test(text)) say(text.replace(/ \[id=.*/, ""));
    });
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`cdktn ${args[0]} ended with ${code}:\n${all.join("\n")}`);
}

function clientOf(account: string, region: string): LogDestinationsClient {
  const credentials = { accessKeyId: account, secretAccessKey: "none" };
  return new LogDestinationsClient({ endpoint: endpoint as string, region, credentials });
}

async function putLogLine(region: string, message: string): Promise<void> {
  const client = clientOf(workloadAccount, region);
  const stream = { logGroupName, logStreamName };
  await client.call("CreateLogStream", stream);
  await client.call("PutLogEvents", { ...stream, logEvents: [{ timestamp: Date.now(), message }] });
  say(`${logGroupName} in ${region}: ${message}`);
}

interface Delivered {
  logStream: string;
  owner: string;
  logGroup: string;
  logEvents: { message: string }[];
}

async function readRecords(count: number): Promise<Delivered[]> {
  const arn = `arn:aws:kinesis:${home}:${loggingAccount}:stream/${streamName}`;
  for (let tries = 0; tries < 50; tries++) {
    const response = await fetch(`${endpoint}/_local/v1/records?stream=${encodeURIComponent(arn)}`);
    const { records } = (await response.json()) as { records: { data: string }[] };
    const read = records.map(({ data }) => JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString()) as Delivered);
    const delivered = read.filter(({ logStream }) => logStream === logStreamName);
    if (delivered.length >= count) return delivered;
    await delay(100);
  }
  throw new Error(`fewer than ${count} records arrived in ${arn}`);
}
