import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ended, startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { describeDeploys } from "./world.ts";

const root = join(import.meta.dirname, "../..");
const cdktf = join(dirname(createRequire(import.meta.url).resolve("cdktf-cli/package.json")), "bundle/bin/cdktf");
const owner = "999999999999";
const organization = "o-a1b2c3d4e5";
const accounts = Array.from({ length: 20 }, (_, index) => `1111222200${String(index).padStart(2, "0")}`);
const regions = ["eu-west-1", "us-east-2"];

/** One hub, and twenty accounts that send all that they log, in two Regions. */
const app = `
const { KinesisStream } = require("@cdktf/provider-aws/lib/kinesis-stream");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { LogAccountSubscription, LogDestinationTarget, LogSubscriber, RegionalLogDestinations } = require("@log-destinations/cdktf");
const { App, TerraformStack } = require("cdktf");

const app = new App();
const stack = new TerraformStack(app, "accounts");
new AwsProvider(stack, "Aws", { region: "eu-west-1", assumeRole: [{ roleArn: "arn:aws:iam::${owner}:role/deploy" }] });
const stream = new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1 });
const central = new RegionalLogDestinations(stack, "Central", {
  destinationName: "central",
  target: LogDestinationTarget.kinesisStream(stream.arn),
  regions: ${JSON.stringify(regions)},
  subscribers: [LogSubscriber.organization("${organization}")],
  accountLevelSubscriptions: true,
});
for (const account of ${JSON.stringify(accounts)}) {
  const assumeRole = [{ roleArn: "arn:aws:iam::" + account + ":role/deploy" }];
  const provider = new AwsProvider(stack, "Of" + account, { alias: "a" + account, region: "eu-west-1", assumeRole });
  for (const [region, destination] of Object.entries(central.destinations)) {
    new LogAccountSubscription(stack, "From" + account + region, { destination, region, provider });
  }
}
app.synth();
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "accounts-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "main.cjs"), app);
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ language: "typescript", app: "node main.cjs" }));
  const declared = Object.fromEntries([owner, ...accounts].map((account) => [account, { organization }]));
  writeFileSync(join(folder, "config.json"), JSON.stringify({ version: 1, accounts: declared }));
});
afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

function deploy(): Promise<Ended> {
  const argv = [command, "run", "--config", "config.json", "--", process.execPath, cdktf, "deploy", "--auto-approve"];
  const env = { PATH: process.env.PATH, HOME: folder, npm_config_offline: "true" };
  return startProgram(process.execPath, argv, { cwd: folder, env }).ended;
}

describeDeploys("twenty accounts in two Regions", () => {
  test("are subscribed whole by one hub, each once for a Region, and have no second plan", async () => {
    const first = await deploy();
    expect(first.code, first.stdout + first.stderr).toBe(0);
    const state = JSON.parse(readFileSync(join(folder, "terraform.accounts.tfstate"), "utf8")) as {
      resources: { type: string; provider: string; instances: { attributes: Record<string, string> }[] }[];
    };
    const policies = state.resources.filter(({ type }) => type === "aws_cloudwatch_log_account_policy");
    const placed = policies.map(({ provider, instances: [policy] }) => {
      const { region, policy_document } = policy?.attributes ?? {};
      const { DestinationArn, RoleArn } = JSON.parse(policy_document ?? "");
      return [provider.slice(-12), region, DestinationArn, RoleArn.split(":")[4]];
    });
    const expected = accounts.flatMap((account) =>
      regions.map((region) => [account, region, `arn:aws:logs:${region}:${owner}:destination:central`, account]),
    );
    expect(placed.sort()).toEqual(expected.sort());
    const second = await deploy();
    expect(second.code).toBe(0);
    expect(second.stdout).toContain("No changes.");
  }, 180_000);
});
