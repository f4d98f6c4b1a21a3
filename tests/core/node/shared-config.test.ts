import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogDestinationsClient } from "@log-destinations/core";
import { type DefaultChainOptions, sharedConfig } from "@log-destinations/core/node";
import { describe, expect, it, onTestFinished, vi } from "vitest";

const isNode = !("Deno" in globalThis) && !("Bun" in globalThis);

function enter(config: string, env: Record<string, string> = {}, credentials = "") {
  const home = mkdtempSync(join(tmpdir(), "credentials-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  for (const name of Object.keys(process.env)) if (/^AWS_/.test(name)) vi.stubEnv(name, undefined);
  const files = { AWS_CONFIG_FILE: join(home, "config"), AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials") };
  writeFileSync(files.AWS_CONFIG_FILE, config);
  writeFileSync(files.AWS_SHARED_CREDENTIALS_FILE, credentials);
  for (const [name, value] of Object.entries({ ...files, ...env })) vi.stubEnv(name, value);
}

const settings = (members: Record<string, string>, name = "default") =>
  [`[${name}]`, ...Object.entries(members).map(([member, value]) => `${member} = ${value}`), ""].join("\n");

const cases: readonly [what: string, config: string, env: Record<string, string>, endpoint: string][] = [
  ["a Region", settings({ region: "eu-west-3" }), {}, "https://logs.eu-west-3.amazonaws.com/"],
  [
    "a Region, and another one in the environment",
    settings({ region: "eu-west-3" }),
    { AWS_REGION: "eu-west-2" },
    "https://logs.eu-west-2.amazonaws.com/",
  ],
  [
    "the Region of AWS_PROFILE",
    settings({ region: "eu-west-3" }, "profile logging"),
    { AWS_PROFILE: "logging" },
    "https://logs.eu-west-3.amazonaws.com/",
  ],
  [
    "FIPS",
    settings({ region: "us-east-1", use_fips_endpoint: "true" }),
    {},
    "https://logs-fips.us-east-1.amazonaws.com/",
  ],
  [
    "FIPS, switched off in the environment",
    settings({ region: "us-east-1", use_fips_endpoint: "true" }),
    { AWS_USE_FIPS_ENDPOINT: "false" },
    "https://logs.us-east-1.amazonaws.com/",
  ],
  [
    "dual stack",
    settings({ region: "us-east-1", use_dualstack_endpoint: "true" }),
    {},
    "https://logs.us-east-1.api.aws/",
  ],
  ["an endpoint", settings({ region: "us-east-1", endpoint_url: "http://127.0.0.1:1" }), {}, "http://127.0.0.1:1/"],
  [
    "an endpoint, and another one in the environment",
    settings({ region: "us-east-1", endpoint_url: "http://127.0.0.1:1" }),
    { AWS_ENDPOINT_URL: "http://127.0.0.1:2" },
    "http://127.0.0.1:2/",
  ],
  [
    "an endpoint of the service",
    `${settings({ region: "us-east-1", services: "local", endpoint_url: "http://127.0.0.1:1" })}[services local]\nsts =\n  endpoint_url = http://127.0.0.1:3\ncloudwatch_logs =\n  endpoint_url = http://127.0.0.1:4\n`,
    {},
    "http://127.0.0.1:4/",
  ],
  [
    "an endpoint of another service",
    `${settings({ region: "us-east-1", services: "local" })}[services local]\nsts =\n  endpoint_url = http://127.0.0.1:3\n`,
    {},
    "https://logs.us-east-1.amazonaws.com/",
  ],
  [
    "an endpoint that does not count",
    settings({ region: "us-east-1", endpoint_url: "http://127.0.0.1:1" }),
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" },
    "https://logs.us-east-1.amazonaws.com/",
  ],
  [
    "an endpoint that the profile switches off",
    settings({ region: "us-east-1", endpoint_url: "http://127.0.0.1:1", ignore_configured_endpoint_urls: "true" }),
    {},
    "https://logs.us-east-1.amazonaws.com/",
  ],
];

describe("a profile", () => {
  it.each(cases)("with %s leads to it", (_, config, env, endpoint) => {
    enter(config, env);
    expect(new LogDestinationsClient(sharedConfig()).endpoint).toBe(endpoint);
  });

  it.runIf(isNode).each(cases)("with %s leads the AWS SDK to it", async (_, config, env, endpoint) => {
    const { CloudWatchLogsClient, DescribeDestinationsCommand } = await import("@aws-sdk/client-cloudwatch-logs");
    enter(config, env);
    let url = "";
    const handle = async (request: { protocol: string; hostname: string; port?: number; path: string }) => {
      url = `${request.protocol}//${request.hostname}${request.port ? `:${request.port}` : ""}${request.path}`;
      throw new Error("enough");
    };
    const credentials = { accessKeyId: "111122223333", secretAccessKey: "x" };
    const client = new CloudWatchLogsClient({ credentials, requestHandler: { handle } as never, maxAttempts: 1 });
    await expect(client.send(new DescribeDestinationsCommand({}))).rejects.toThrow("enough");
    expect(url).toBe(endpoint);
  });

  it("gives the credentials and the attempts too, by its name", async () => {
    const key = settings({ aws_access_key_id: "LOGGING", aws_secret_access_key: "s" }, "logging");
    enter(settings({ region: "eu-west-3", max_attempts: "2" }, "profile logging"), {}, key);
    vi.spyOn(Math, "random").mockReturnValue(0);
    const keys: (string | undefined)[] = [];
    const client = new LogDestinationsClient({
      ...sharedConfig({ profile: "logging" }),
      fetch: async (_, { headers }) => {
        keys.push(/Credential=(\w+)/.exec(headers.authorization ?? "")?.[1]);
        return new Response("", { status: 503 });
      },
    });
    await expect(client.describeDestinations()).rejects.toMatchObject({ status: 503 });
    expect(keys).toEqual(["LOGGING", "LOGGING"]);
  });

  it.each([
    [
      settings({ region: "eu-west-3", use_fips_endpoint: "yes" }),
      {},
      /^useFipsEndpoint is "yes"; expected true or false/,
    ],
    [settings({ region: "eu-west-3", max_attempts: "many" }), {}, /^maxAttempts is "many"; expected a number/],
    [settings({}), {}, /^region is undefined/],
    [settings({}), { profle: "logging" }, /^unknown option profle; expected profile, mfaCodeProvider/],
  ])("%j is refused with %o", (config, options, message) => {
    enter(config);
    expect(() => new LogDestinationsClient(sharedConfig(options as DefaultChainOptions))).toThrow(message);
  });
});
