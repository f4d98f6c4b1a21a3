import { LogDestinationsClient, type LogDestinationsClientOptions } from "@log-destinations/core";
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
      /useFipsEndpoint and .* do not go with/,
    ],
    [
      { region: "eu-west-1", endpoint: "http://user:hunter2@127.0.0.1:1" },
      /^((?!hunter2).)*without a user and a password/,
    ],
    [{ region: "eusc-de-east-1", useDualstackEndpoint: true }, /aws-eusc has no dual-stack/],
  ])("%o is refused", (options, message) => {
    vi.stubEnv("AWS_REGION", "");
    vi.stubEnv("AWS_DEFAULT_REGION", "");
    expect(() => endpointOf(options as LogDestinationsClientOptions)).toThrow(message);
  });
});
