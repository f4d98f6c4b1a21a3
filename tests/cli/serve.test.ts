import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  PutDestinationCommand,
  paginateDescribeDestinations,
} from "@aws-sdk/client-cloudwatch-logs";
import { LogDestinationsClient } from "@log-destinations/core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import manifest from "../../cli/package.json" with { type: "json" };
import { owner, region, role, stream } from "../local/wire.ts";
import { command, type Served, startServing } from "./service-process.ts";

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...argv], {
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

describe("log-destinations serve", () => {
  let served: Served;
  beforeAll(async () => {
    served = await startServing();
  });
  afterAll(() => {
    served.child.kill("SIGKILL");
  });

  test("prints the URL that it listens on, and nothing else on that line", () => {
    expect(served.line).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+$/);
  });

  test("the AWS SDK pages through 120 destinations, 50, 50 and 20, in ASCII order", async () => {
    const client = new CloudWatchLogsClient({
      endpoint: served.url,
      region: "eu-west-1",
      credentials: { accessKeyId: "111122223333", secretAccessKey: "any" },
    });
    const names = Array.from(
      { length: 120 },
      (_, index) => `${index % 2 ? "a" : "B"}-${String(index * 7).padStart(4, "0")}`,
    );
    for (const destinationName of names) {
      await client.send(new PutDestinationCommand({ destinationName, targetArn: stream, roleArn: role }));
    }
    const pages: string[][] = [];
    for await (const { destinations = [] } of paginateDescribeDestinations({ client }, {})) {
      pages.push(destinations.map(({ destinationName = "" }) => destinationName));
    }
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(names.toSorted());
    client.destroy();
  });

  test.each(["SIGINT", "SIGTERM"] as const)("ends with code 0 on %s", async (signal) => {
    const { kill } = await startServing();
    expect(await kill(signal)).toEqual([0, null]);
  });
});

describe("the command line", () => {
  test("the exit code of the process is that of the command", () => {
    const { status, stdout, stderr } = run("serve", "--prot", "1");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("--prot");
    expect(run("--version")).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  test("a port that is in use is reported with code 1", async () => {
    const { child, url } = await startServing();
    const { status, stderr } = run("serve", "--port", new URL(url).port);
    child.kill();
    expect(status).toBe(1);
    expect(stderr).toContain("EADDRINUSE");
  });
});

describe("--config", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "config-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(content: unknown): string {
    const file = join(folder, "config.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  }

  test("declares roles and streams; with --strict there are no others, and the reason of a refusal is printed", async () => {
    const trust = {
      Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
    };
    const put = { Statement: { Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream } };
    const file = write({ roles: { [role]: { trust, permissions: { put } } }, streams: { [stream]: {} } });
    const { url, errors, kill } = await startServing("--config", file, "--strict", "--verbose");
    const credentials = { accessKeyId: owner, secretAccessKey: "any" };
    const client = new LogDestinationsClient({ endpoint: url, region, credentials });
    await client.putDestination({ destinationName: "good", targetArn: stream, roleArn: role });
    const other = { destinationName: "bad", targetArn: `${stream}-2`, roleArn: role };
    await expect(client.putDestination(other)).rejects.toMatchObject({ code: "InvalidParameterException" });
    await kill("SIGTERM");
    expect(errors).toEqual([
      expect.stringMatching(/^POST Logs_20140328\.PutDestination 200 [\d.]+ms$/),
      `${role} cannot write to ${stream}-2: the stream does not exist [LD3203]`,
      expect.stringMatching(/^POST Logs_20140328\.PutDestination 400 InvalidParameterException [\d.]+ms$/),
    ]);
  });

  test("a reset over the port goes back to what --config declares", async () => {
    const trust = {
      Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
    };
    const put = { Statement: { Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream } };
    const file = write({ roles: { [role]: { trust, permissions: { put } } }, streams: { [stream]: {} } });
    const { url, kill } = await startServing("--config", file, "--strict");
    const client = new LogDestinationsClient({
      endpoint: url,
      region,
      credentials: { accessKeyId: owner, secretAccessKey: "any" },
    });
    await client.putDestination({ destinationName: "before", targetArn: stream, roleArn: role });
    const reset = await fetch(`${url}/_local/v1/reset`, { method: "POST", headers: { "x-log-destinations": "1" } });
    expect(reset.ok).toBe(true);
    expect(await client.destinations().toArray()).toEqual([]);
    await client.putDestination({ destinationName: "after", targetArn: stream, roleArn: role });
    await kill("SIGTERM");
  });

  test("--propagation delays a declared role", async () => {
    const trust = {
      Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
    };
    const { url, errors, kill } = await startServing(
      "--config",
      write({ roles: { [role]: { trust } } }),
      "--propagation",
      "2m",
    );
    const credentials = { accessKeyId: owner, secretAccessKey: "any" };
    const client = new LogDestinationsClient({ endpoint: url, region, credentials });
    await expect(client.putDestination({ destinationName: "a", targetArn: stream, roleArn: role })).rejects.toThrow();
    await kill("SIGTERM");
    expect(errors).toEqual([expect.stringContaining("IAM has not spread the role yet")]);
  });
});
