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
import { owner, region, role, sender, stream } from "../local/wire.ts";
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

  test("prints where it listens, and nothing else on that line", () => {
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
  test("--help lists the commands, and each command tells its options", () => {
    expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("serve") });
    expect(run("serve", "--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--port N") });
  });

  test("help is another way to it, and what a command says stands in its column", () => {
    const overview = run("--help").stdout;
    expect(run("help").stdout).toBe(overview);
    expect(run("help", "serve").stdout).toBe(run("serve", "--help").stdout);
    const rows = overview.slice(overview.indexOf("Commands:\n"), overview.indexOf("\n\nlog-destinations")).split("\n");
    expect(rows.slice(1)).toEqual(rows.slice(1).map(() => expect.stringMatching(/^ {2}(serve {2}|run {4}| {7})\S/)));
  });

  test("a state file that cannot be one is told with what to do", () => {
    const { status, stderr } = run("serve", "--state", "no-such-folder/state");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'log-destinations: "no-such-folder/state" cannot be used as state file: its folder does not exist; make it, or name another file\n',
    });
  });

  test("--version tells the package's", () => {
    expect(run("--version")).toEqual({ status: 0, stdout: "0.1.0\n", stderr: "" });
  });

  test.each([
    [["sreve"], "sreve is not a command; expected serve or run"],
    [["serve", "--prot", "1"], "--prot"],
    [["serve", "--port"], "--port"],
    [["serve", "--port", "65536"], '--port is "65536"; expected a number from 0 to 65535'],
    [["serve", "extra"], "extra"],
    [["serve", "--host", ""], "--host is empty; expected --host ADDRESS"],
    [["serve", "--state="], "--state is empty; expected --state FILE"],
    [["serve", "--port", "1", "--port", "2"], "--port is given twice; expected it once"],
    [["serve", "--prot", "1"], "log-destinations serve --help prints the usage"],
    [["sreve"], "log-destinations --help prints the usage"],
    [["help", "sreve"], "sreve is not a command; expected serve or run"],
    [["help", "serve", "run"], "help takes one command; run is too much"],
    [["serve", "--propagation", "10"], '--propagation is "10"; expected a time such as 10s, 500ms or 2m'],
  ])("%j is refused with code 2 and says why", (argv, said) => {
    const { status, stdout, stderr } = run(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(said);
  });

  test("beyond loopback it does not serve without secrets: code 1", () => {
    const { status, stderr } = run("serve", "--host", "0.0.0.0");
    expect(status).toBe(1);
    expect(stderr).toContain("0.0.0.0 is not a loopback address");
  });

  test("a port that is taken is told with code 1", async () => {
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

  test("declares roles and streams, --strict holds to them, and the reason of a refusal is told", async () => {
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
      `${role} cannot write to ${stream}-2: the stream does not exist`,
      expect.stringMatching(/^POST Logs_20140328\.PutDestination 400 InvalidParameterException [\d.]+ms$/),
    ]);
  });

  test("--propagation makes a declared role unknown for a while", async () => {
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

  test.each([
    ["no JSON", '{"accessKeys": {"A": {"secretAccessKey": hush', "config.json: is not JSON"],
    ["a wrong entry", { accounts: { [sender]: { org: 1 } } }, `config.json: accounts["${sender}"] has no member org`],
  ])("%s is told with code 1, without what stands there", (_, content, said) => {
    const { status, stdout, stderr } = run("serve", "--config", write(content));
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("hush");
  });
});
