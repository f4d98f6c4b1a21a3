import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  CloudWatchLogsClient,
  PutDestinationCommand,
  paginateDescribeDestinations,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../../local/bin/log-destinations.js", import.meta.url));

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...argv], { encoding: "utf8" });
  return { status, stdout, stderr };
}

async function start(...argv: string[]): Promise<{ child: ChildProcess; line: string; url: string }> {
  const child = spawn(process.execPath, [command, "serve", ...argv], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, "line")) as [string];
  return { child, line, url: line.replace("listening on ", "") };
}

describe("log-destinations serve", () => {
  let served: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    served = await start();
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
      const stream = "arn:aws:kinesis:eu-west-1:111122223333:stream/central";
      const role = "arn:aws:iam::111122223333:role/to-central";
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
    const { child } = await start();
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});

describe("the command line", () => {
  test("--help lists the commands, and each command tells its options", () => {
    expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("serve") });
    expect(run("serve", "--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--port N") });
  });

  test.each([
    [["sreve"], "sreve is no command; there is serve"],
    [["serve", "--prot", "1"], "--prot"],
    [["serve", "--port"], "--port"],
    [["serve", "--port", "65536"], '--port is "65536"; expected a number from 0 to 65535'],
    [["serve", "extra"], "extra"],
  ])("%j is refused with code 2 and says why", (argv, said) => {
    const { status, stdout, stderr } = run(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(said);
  });

  test("a port that is taken is told with code 1", async () => {
    const { child, url } = await start();
    const { status, stderr } = run("serve", "--port", new URL(url).port);
    child.kill();
    expect(status).toBe(1);
    expect(stderr).toContain("EADDRINUSE");
  });
});
