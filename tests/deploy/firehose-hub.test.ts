import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { describeDeploys } from "./world.ts";

const root = join(import.meta.dirname, "../..");
const example = join(root, "cdktf/examples/firehose-hub");
const cdktf = join(dirname(createRequire(import.meta.url).resolve("cdktf-cli/package.json")), "bundle/bin/cdktf");
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

describe("the source of the hub", () => {
  const source = readFileSync(join(example, "stack.ts"), "utf8");
  const made = (text: string) => [...text.matchAll(/\bnew (\w+)/g)].map(([, name]) => name);

  test("makes at most 12 constructs by hand, senders included", () => {
    const counted = made(source).filter((name) => name !== "AwsProvider");
    expect(counted).toEqual([
      "IamPolicy",
      "KmsKey",
      "S3DeliveryStream",
      "RegionalLogDestinations",
      "CloudwatchLogGroup",
      "LogSubscription",
    ]);
    expect(counted.length).toBeLessThanOrEqual(12);
  });

  test("has no any, no escape hatch and no function of its own", () => {
    expect(source).not.toMatch(/\bany\b|\bas \w|addOverride|overrideLogicalId|function |=> /);
  });

  test("is a fraction of the same by the provider's classes", () => {
    const raw = readFileSync(join(example, "raw.ts"), "utf8");
    const hub = source.slice(source.indexOf("class Hub"), source.indexOf("class Workload"));
    expect(made(hub).length * 3).toBeLessThanOrEqual(made(raw).length);
    expect(hub.split("\n").length * 3).toBeLessThanOrEqual(raw.split("\n").length);
  });
});

describeDeploys("the hub with a bucket behind it", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "firehose-hub-"));
    cpSync(example, folder, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  });
  afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

  test.each(["constructs", "raw"])(
    "by %s: a log event of a member account arrives from both Regions, and a second plan is empty",
    async (HUB) => {
      const deploy = [process.execPath, cdktf, "deploy", "--auto-approve", "*"].map(quoted).join(" ");
      const sends = ["eu-west-1", "us-east-2"].map((region) => {
        const event = {
          account: "222233334444",
          region,
          logGroup: "/app",
          message: `from ${region}`,
          arrivesIn: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/organization-logs",
        };
        return `node ${quoted(join(import.meta.dirname, "send-log-event.mjs"))} ${quoted(JSON.stringify(event))}`;
      });
      const cycle = [deploy, ...sends, "echo SECOND", deploy].join(" &&\n");
      const argv = [command, "run", "--config", "log-destinations.json", "--", "sh", "-c", cycle];
      const env = { PATH: process.env.PATH, HOME: folder, npm_config_offline: "true", HUB };
      const { code, stdout, stderr } = await startProgram(process.execPath, argv, { cwd: folder, env }).ended;
      expect(code, `${stdout}\n${stderr}`).toBe(0);
      expect(stdout.match(/^arrived from \/app$/gm)).toHaveLength(2);
      expect(stdout.slice(stdout.indexOf("SECOND"))).not.toMatch(
        /will be (created|updated|destroyed)|must be replaced/,
      );
    },
    400_000,
  );
});
