/**
 * What the local service costs: `tsx tests/bench/local/bench.ts`. Everything is measured in one run, interleaved, medians told.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { accessPolicy, selectionCriteria, subscriptionPolicyDocument } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { median } from "../median.ts";

const account = "111122223333";
const region = "eu-west-1";
const targetArn = `arn:aws:kinesis:${region}:${account}:stream/central`;
const roleArn = `arn:aws:iam::${account}:role/to-central`;
const nameOf = (index: number) => `destination-${String(index).padStart(6, "0")}`;
const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
const headers: Record<string, string> = {
  authorization,
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": "Logs_20140328.DescribeDestinations",
};

async function filled(count: number): Promise<LocalLogs> {
  const local = new LocalLogs();
  const api = local.as({ account, region });
  for (let index = 0; index < count; index++) {
    await api.putDestination({ destinationName: nameOf(index), targetArn, roleArn });
  }
  return local;
}

interface Row {
  what: string;
  value: string;
  beside: string;
  ratio: string;
  bound: string;
}
const rows: Row[] = [];

function row(what: string, value: string, beside: string, ratio?: number, bound?: string): void {
  rows.push({ what, value, beside, ratio: ratio?.toFixed(2) ?? "", bound: bound ?? "" });
}

async function pageCost(): Promise<void> {
  const sizes = [1_000, 100_000] as const;
  const worlds = [await filled(sizes[0]), await filled(sizes[1])] as const;
  const at: Record<number, number> = {};
  const time = async (world: LocalLogs, size: number): Promise<number> => {
    const started = performance.now();
    for (let round = 0; round < 500; round++) {
      // Page after page, as a pager goes through them.
      const last = ((at[size] ?? -1) + 50) % (size - 50);
      at[size] = last;
      const nextToken = nameOf(last);
      const body = Buffer.from(JSON.stringify({ limit: 50, nextToken }));
      await world.handle({ method: "POST", target: "/", header: (name) => headers[name], body });
    }
    return (performance.now() - started) / 500;
  };
  const taken: [number[], number[]] = [[], []];
  const ratios: number[] = [];
  for (let round = 0; round < 25; round++) {
    const [small, large] = [await time(worlds[0], sizes[0]), await time(worlds[1], sizes[1])];
    // The first rounds are those of a compiler at work.
    if (round < 5) continue;
    taken[0].push(small);
    taken[1].push(large);
    ratios.push(large / small);
  }
  const [small, large] = [median(taken[0]), median(taken[1])];
  const shown = (milliseconds: number) => `${(milliseconds * 1000).toFixed(0)} µs`;
  row("page of 50 of 100,000 | of 1,000", shown(large), shown(small), median(ratios), "≤ 1.5");
}

/** Requests per second, eight at a time over connections that are kept. */
async function requestsPerSecond(url: string, seconds = 1): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const end = performance.now() + seconds * 1000;
  let count = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = request(url, { method: "POST", headers, agent });
      sent.end('{"limit":50}');
      const [response] = await once(sent, "response");
      response.resume();
      await once(response, "end");
      if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
      count++;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  agent.destroy();
  return count / seconds;
}

/** The least that a server of this page has to do: parse the request and write the page. */
async function bareServer(page: object): Promise<{ url: string; close: () => void }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => {
      JSON.parse(Buffer.concat(chunks).toString());
      outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      outgoing.end(JSON.stringify(page));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

async function throughput(): Promise<void> {
  const local = await filled(1000);
  const served = await serve(local);
  const bare = await bareServer(await local.as({ account, region }).describeDestinations({ limit: 50 }));
  const here: number[] = [];
  const there: number[] = [];
  await requestsPerSecond(served.url, 1);
  await requestsPerSecond(bare.url, 1);
  const ratios: number[] = [];
  // Short rounds side by side, so that what else the machine does falls on both.
  for (let round = 0; round < 20; round++) {
    const rates = [await requestsPerSecond(served.url, 0.4), await requestsPerSecond(bare.url, 0.4)] as const;
    here.push(rates[0]);
    there.push(rates[1]);
    ratios.push(rates[0] / rates[1]);
  }
  const shown = (rate: number) => `${rate.toFixed(0)}/s`;
  row("requests | bare handler", shown(median(here)), shown(median(there)), median(ratios), "≥ 0.7");
  const moto = await motoRate();
  if (moto !== undefined) row("requests | moto", shown(median(here)), shown(moto), median(here) / moto);
  await served.close();
  bare.close();
}

/** moto's rate for a page of 50, where it is installed. */
async function motoRate(): Promise<number | undefined> {
  if (spawnSync("moto_server", ["--help"]).error) return undefined;
  const port = 4999;
  const url = `http://127.0.0.1:${port}`;
  const moto = spawn("moto_server", ["-p", String(port)], { stdio: "ignore" });
  try {
    const call = (operation: string, body: object) =>
      fetch(url, {
        method: "POST",
        headers: { ...headers, "x-amz-target": `Logs_20140328.${operation}` },
        body: JSON.stringify(body),
      });
    for (let wait = 0; wait < 100; wait++) {
      if (
        await call("DescribeDestinations", {}).then(
          (response) => response.ok,
          () => false,
        )
      )
        break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    for (let index = 0; index < 50; index++) {
      await call("PutDestination", { destinationName: nameOf(index), targetArn, roleArn });
    }
    return await requestsPerSecond(url);
  } finally {
    moto.kill();
  }
}

async function startUp(): Promise<void> {
  const command = fileURLToPath(new URL("../../../cli/bin/log-destinations.js", import.meta.url));
  const untilListening = async (): Promise<number> => {
    const started = performance.now();
    const child = spawn(process.execPath, [command, "serve"], { stdio: ["ignore", "pipe", "inherit"] });
    await once(createInterface({ input: child.stdout }), "line");
    const taken = performance.now() - started;
    child.kill();
    await once(child, "exit");
    return taken;
  };
  const bare = (): number => {
    const started = performance.now();
    spawnSync(process.execPath, ["--eval", "0"]);
    return performance.now() - started;
  };
  const here: number[] = [];
  const there: number[] = [];
  for (let round = 0; round < 10; round++) {
    here.push(await untilListening());
    there.push(bare());
  }
  const shown = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;
  row("start of the command | bare Node", shown(median(here)), shown(median(there)), median(here) / median(there));
}

const groupName = (index: number) => `/app/group-${String(index).padStart(4, "0")}`;

/** A service with 1,000 log groups of one account, which are subscribed in one of the ways. */
async function subscribed(how: "filters" | "account", exclusions: readonly string[] = []): Promise<LocalLogs> {
  const local = await filled(1);
  const api = local.as({ account, region });
  const destinationArn = `arn:aws:logs:${region}:${account}:destination:${nameOf(0)}`;
  await api.putDestinationPolicy({
    destinationName: nameOf(0),
    accessPolicy: accessPolicy({ destinationArn, accounts: [account], accountLevel: true }),
  });
  local.control.declare({
    logGroups: Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [
        `arn:aws:logs:${region}:${account}:log-group:${groupName(index)}`,
        { logStreams: ["s"] },
      ]),
    ),
  });
  if (how === "account") {
    await api.putAccountPolicy({
      policyName: "all",
      policyType: "SUBSCRIPTION_FILTER_POLICY",
      policyDocument: subscriptionPolicyDocument({ DestinationArn: destinationArn, FilterPattern: "ERROR" }),
      selectionCriteria: selectionCriteria(exclusions),
    });
    return local;
  }
  for (let index = 0; index < 1000; index++) {
    const logGroupName = groupName(index);
    await api.putSubscriptionFilter({ logGroupName, filterName: "all", filterPattern: "ERROR", destinationArn });
  }
  return local;
}

/** Ten lines into each of the log groups, of which half match. @returns microseconds of the processor for one PutLogEvents */
async function putEverywhere(local: LocalLogs): Promise<number> {
  const logEvents = Array.from({ length: 10 }, (_, at) => ({
    timestamp: Date.now(),
    message: `${at % 2 ? "ERROR" : "INFO"} line ${at}`,
  }));
  const put = { ...headers, "x-amz-target": "Logs_20140328.PutLogEvents" } as Record<string, string>;
  const started = process.cpuUsage();
  for (let index = 0; index < 1000; index++) {
    const body = Buffer.from(JSON.stringify({ logGroupName: groupName(index), logStreamName: "s", logEvents }));
    const { status } = await local.handle({ method: "POST", target: "/", header: (name) => put[name], body });
    if (status !== 200) throw new Error(`PutLogEvents answered ${status}`);
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** The subscription of an account beside a filter of each log group, and the one that leaves log groups out beside one that leaves out none. */
async function accountSubscription(): Promise<void> {
  // As many exclusions as the criteria hold.
  const many = Array.from({ length: 690 }, (_, index) => `/excluded/${String(index).padStart(24, "0")}`);
  const worlds = {
    filters: await subscribed("filters"),
    account: await subscribed("account"),
    excluding: await subscribed("account", many),
  };
  const taken = { filters: [] as number[], account: [] as number[], excluding: [] as number[] };
  for (let round = 0; round < 18; round++) {
    // The order turns, so that what the machine does meanwhile falls on all of them.
    const names = (["filters", "account", "excluding"] as const).map((_, at, all) => all[(at + round) % 3] as typeof _);
    for (const name of names) {
      const time = await putEverywhere(worlds[name]);
      if (round >= 3) taken[name].push(time);
    }
  }
  const ratio = (a: number[], b: number[]) => median(a.map((time, index) => time / (b[index] as number)));
  const { filters, account: ofAccount, excluding } = taken;
  const shown = (times: number[]) => `${median(times).toFixed(0)} µs`;
  const what = "PutLogEvents, 1,000 log groups:";
  row(`${what} account policy | filters`, shown(ofAccount), shown(filters), ratio(ofAccount, filters), "≤ 1.3");
  row(`${what} 25 KB of exclusions | none`, shown(excluding), shown(ofAccount), ratio(excluding, ofAccount), "≤ 1.1");
}

await pageCost();
await throughput();
await accountSubscription();
await startUp();
console.table(rows);
