import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LogDestinationsClient, type LogDestinationsClientOptions, partitionOf } from "@log-destinations/core";
import { describe, expect, it, vi } from "vitest";
import { credentials } from "./serving.ts";

describe("where requests go", () => {
  const endpointOf = (options: LogDestinationsClientOptions) =>
    new LogDestinationsClient({ credentials, ...options }).endpoint;

  it.each([
    ["eu-west-1", {}, "https://logs.eu-west-1.amazonaws.com/"],
    ["us-east-1", { useFipsEndpoint: true }, "https://logs-fips.us-east-1.amazonaws.com/"],
    ["eu-west-1", { useDualstackEndpoint: true }, "https://logs.eu-west-1.api.aws/"],
    ["us-east-1", { useFipsEndpoint: true, useDualstackEndpoint: true }, "https://logs-fips.us-east-1.api.aws/"],
    ["us-gov-west-1", { useFipsEndpoint: true }, "https://logs.us-gov-west-1.amazonaws.com/"],
    [
      "us-gov-west-1",
      { useFipsEndpoint: true, useDualstackEndpoint: true },
      "https://logs-fips.us-gov-west-1.api.aws/",
    ],
    ["cn-north-1", {}, "https://logs.cn-north-1.amazonaws.com.cn/"],
    ["cn-north-1", { useDualstackEndpoint: true }, "https://logs.cn-north-1.api.amazonwebservices.com.cn/"],
    ["eusc-de-east-1", {}, "https://logs.eusc-de-east-1.amazonaws.eu/"],
    ["us-iso-east-1", {}, "https://logs.us-iso-east-1.c2s.ic.gov/"],
    ["us-isob-east-1", {}, "https://logs.us-isob-east-1.sc2s.sgov.gov/"],
    ["eu-isoe-west-1", {}, "https://logs.eu-isoe-west-1.cloud.adc-e.uk/"],
    ["us-isof-south-1", {}, "https://logs.us-isof-south-1.csp.hci.ic.gov/"],
  ])("%s with %o", (region, options, endpoint) => {
    expect(endpointOf({ region, ...options })).toBe(endpoint);
  });

  it("the environment names Region and endpoint, the service's own variable first", () => {
    vi.stubEnv("AWS_DEFAULT_REGION", "eu-west-2");
    expect(endpointOf({})).toBe("https://logs.eu-west-2.amazonaws.com/");
    vi.stubEnv("AWS_REGION", "eu-west-3");
    expect(endpointOf({})).toBe("https://logs.eu-west-3.amazonaws.com/");
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    expect(endpointOf({})).toBe("http://127.0.0.1:1/");
    vi.stubEnv("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "http://127.0.0.1:2");
    expect(endpointOf({})).toBe("http://127.0.0.1:2/");
  });

  describe("every Region of the AWS SDK's partitions, and Regions that are not in them yet", () => {
    // The SDK does not export its table of partitions.
    const table = readFileSync(createRequire(import.meta.url).resolve("@aws-sdk/core/client"), "utf8");
    const regions = new Set(table.match(/(?<=^ +")[a-z]+(-[a-z]+)+-\d(?=": \{)/gm));
    const unknown = ["mars-north-1", "eu-west-9", "cn-south-1", "us-gov-east-1", "us-iso-south-1", "eu-isoe-east-7"];
    const rules = new CloudWatchLogsClient({ region: "us-east-1" }).config.endpointProvider;

    it("are many, of eight partitions", () => {
      expect(new Set([...regions].map((region) => partitionOf(region).name)).size).toBe(8);
      expect(regions.size).toBeGreaterThan(45);
    });

    it.each([...regions, ...unknown])("%s has the endpoints of the SDK's rules", (region) => {
      for (const UseFIPS of [false, true]) {
        for (const UseDualStack of [false, true]) {
          const theirs = rules({ Region: region, UseFIPS, UseDualStack }).url.href;
          const ours = endpointOf({ region, useFipsEndpoint: UseFIPS, useDualstackEndpoint: UseDualStack });
          expect(ours, `FIPS ${UseFIPS}, dual stack ${UseDualStack}`).toBe(theirs);
        }
      }
    });
  });

  it.each([
    [{ AWS_USE_FIPS_ENDPOINT: "true" }, {}, "https://logs-fips.us-east-1.amazonaws.com/"],
    [{ AWS_USE_FIPS_ENDPOINT: "True" }, {}, "https://logs-fips.us-east-1.amazonaws.com/"],
    [{ AWS_USE_FIPS_ENDPOINT: "false" }, {}, "https://logs.us-east-1.amazonaws.com/"],
    [{ AWS_USE_FIPS_ENDPOINT: "true" }, { useFipsEndpoint: false }, "https://logs.us-east-1.amazonaws.com/"],
    [{ AWS_USE_DUALSTACK_ENDPOINT: "true" }, {}, "https://logs.us-east-1.api.aws/"],
    [{ AWS_USE_DUALSTACK_ENDPOINT: "true", AWS_USE_FIPS_ENDPOINT: "true" }, {}, "https://logs-fips.us-east-1.api.aws/"],
    [
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
      {},
      "https://logs.us-east-1.amazonaws.com/",
    ],
    [
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: "http://127.0.0.1:1" },
      { endpoint: "http://127.0.0.1:2" },
      "http://127.0.0.1:2/",
    ],
  ])("the environment %o with the options %o", (environment, options, endpoint) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect(endpointOf({ region: "us-east-1", ...options })).toBe(endpoint);
  });

  it.each([
    [{ AWS_USE_FIPS_ENDPOINT: "yes" }, {}, /^AWS_USE_FIPS_ENDPOINT is "yes"; expected true or false/],
    [{ AWS_USE_DUALSTACK_ENDPOINT: "1" }, {}, /^AWS_USE_DUALSTACK_ENDPOINT is "1"; expected/],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "on" }, {}, /^AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is "on"; expected/],
    [
      { AWS_USE_FIPS_ENDPOINT: "true", AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
      {},
      /do not go with AWS_ENDPOINT_URL \[/,
    ],
    [{ AWS_USE_FIPS_ENDPOINT: "true" }, { endpoint: "http://127.0.0.1:1" }, /do not go with endpoint \[/],
    [{ AWS_USE_DUALSTACK_ENDPOINT: "true" }, { endpoint: "http://127.0.0.1:1" }, /do not go with endpoint \[/],
  ])("the environment %o with the options %o is refused", (environment, options, message) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect(() => endpointOf({ region: "us-east-1", ...options })).toThrow(message);
  });

  it.each([
    ["https://proxy.example/base", "https://proxy.example/base/"],
    ["https://proxy.example/a/b%20c?stage=1", "https://proxy.example/a/b%20c/?stage=1"],
    ["http://127.0.0.1:1/base/", "http://127.0.0.1:1/base/"],
    ["http://[::1]:4510", "http://[::1]:4510/"],
  ])("the path of the endpoint %s ends in a slash", (endpoint, written) => {
    expect(endpointOf({ region: "eu-west-1", endpoint })).toBe(written);
  });

  it.each([
    [{ region: "" }, /region is ""; give .* or set AWS_REGION/],
    [{}, /region is undefined; give/],
    [{ region: "eu-west-1.evil.example/" }, /region is "eu-west-1.evil.example.*such as eu-west-1/],
    [{ region: "EU-WEST-1" }, /region is "EU-WEST-1"/],
    [{ region: "Eu-west-1" }, /region is "Eu-west-1"/],
    [{ region: " eu-west-1" }, /region is " eu-west-1"/],
    [{ region: "eu_west_1" }, /region is "eu_west_1"/],
    [{ region: "eu-west-1", endpoint: "127.0.0.1:4510" }, /expected a URL such as/],
    [
      { region: "eu-west-1", endpoint: "http://127.0.0.1:1", useFipsEndpoint: true },
      /^FIPS and dual stack .* do not go with endpoint \[/,
    ],
    [{ region: "eu-west-1", endpoint: "http://user:hunter2@127.0.0.1:1" }, /^((?!hunter2).)*without a user \[/],
    [{ region: "eu-west-1", useFipsEndpoint: "false" }, /^useFipsEndpoint is "false"; expected true or false/],
    [{ region: "eu-west-1", useDualstackEndpoint: 1 }, /^useDualstackEndpoint is 1; expected true or false/],
  ])("%o is refused", (options, message) => {
    vi.stubEnv("AWS_REGION", "");
    vi.stubEnv("AWS_DEFAULT_REGION", "");
    expect(() => endpointOf(options as LogDestinationsClientOptions)).toThrow(message);
  });
});
