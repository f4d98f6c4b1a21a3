/**
 * The example from end to end without a cloud: synthesizes the stack, and takes what Terraform would send to the
 * service to the embedded one.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isLogsError, LogDestinationsClient } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { App } from "cdktn";
import { CentralLogging } from "./stack.ts";

const account = "999900001111";
const region = "eu-west-1";

const step = (title: string) => console.log(`\n${title}`);
const say = (line: string) => console.log(`  ${line}`);

step("The stack, synthesized");
const resources = synthesize();
for (const [type, named] of Object.entries(resources)) say(`${type}.${Object.keys(named).join(", ")}`);
const [stream] = Object.values(resources.aws_kinesis_stream ?? {});
const [policy] = Object.values(resources.aws_cloudwatch_log_destination_policy ?? {});

const server = await serve(new LocalLogs());
step("The service, embedded");
say(`${server.url}, seen as account ${account} in ${region}`);
const client = new LogDestinationsClient({
  endpoint: server.url,
  region,
  credentials: { accessKeyId: account, secretAccessKey: "none" },
});

step("120 destinations put");
const names = ["central", ...Array.from({ length: 119 }, (_, index) => `team-${String(index).padStart(3, "0")}`)];
const arns = new Map<string, string>();
for (const destinationName of names) {
  const { destination } = await client.putDestination({
    destinationName,
    targetArn: `arn:aws:kinesis:${region}:${account}:stream/${stream?.name}`,
    roleArn: `arn:aws:iam::${account}:role/${destinationName}`,
  });
  arns.set(destinationName, destination.arn);
}
say(arns.get("central") ?? "");

step("The access policy of the stack, put on central");
const destinationName = String(policy?.destination_name);
// The one reference that Terraform would fill in.
const accessPolicy = String(policy?.access_policy).replaceAll(
  /\$\{aws_cloudwatch_log_destination\.\w+\.arn\}/g,
  arns.get(destinationName) ?? "",
);
await client.putDestinationPolicy({ destinationName, accessPolicy });
const stored = await client.destinations({ DestinationNamePrefix: "central" }).first();
for (const statement of JSON.parse(stored?.accessPolicy ?? "").Statement) {
  say(`${statement.Effect} ${statement.Action} to ${[statement.Principal.AWS].flat().join(" and ")}`);
}

step("All of them, listed");
const listed: string[] = [];
for await (const page of client.destinations().pages()) {
  listed.push(...page.items.map((destination) => destination.destinationName));
  say(`page ${page.number}: ${page.items.length}, from ${page.items[0]?.destinationName} to ${listed.at(-1)}`);
}
const sorted = listed.every((name, index) => index === 0 || name > (listed[index - 1] ?? ""));
say(`${listed.length} in all, ${sorted ? "in ASCII order" : "OUT OF ORDER"}`);

step("Those that begin with team-00");
const some = await client.destinations({ DestinationNamePrefix: "team-00" }).toArray();
say(some.map((destination) => destination.destinationName).join(" "));

step("team-000, deleted");
await client.deleteDestination({ destinationName: "team-000" });
say(`${(await client.destinations().toArray()).length} are left`);

step("What bad input gets");
const bad: [input: string, call: () => Promise<unknown>][] = [
  ["a name with a colon", () => client.deleteDestination({ destinationName: "team:000" })],
  ["destinationNamePrefix", () => client.describeDestinations({ destinationNamePrefix: "team" } as object)],
  [
    "an account's ARN in a policy",
    () => {
      const Principal = { AWS: "arn:aws:iam::111122223333:root" };
      const Statement = { Effect: "Allow", Principal, Action: "logs:PutSubscriptionFilter", Resource: "*" };
      return client.putDestinationPolicy({ destinationName, accessPolicy: JSON.stringify({ Statement }) });
    },
  ],
  ["a destination that is gone", () => client.deleteDestination({ destinationName: "team-000" })],
];
for (const [input, call] of bad) {
  const error = await call().catch((error: unknown) => error);
  if (!isLogsError(error)) throw new Error(`${input} was taken`, { cause: error });
  say(`${input}: ${error.code}, ${error.attempts === 0 ? "before anything was sent" : "from the service"}`);
  say(`  ${error.message}`);
}

await server.close();

type Resources = Record<string, Record<string, Record<string, unknown>>>;

function synthesize(): Resources {
  const outdir = mkdtempSync(join(tmpdir(), "central-logging-"));
  try {
    const app = new App({ outdir });
    new CentralLogging(app, "central-logging");
    app.synth();
    const json = readFileSync(join(outdir, "stacks", "central-logging", "cdk.tf.json"), "utf8");
    return (JSON.parse(json) as { resource: Resources }).resource;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
