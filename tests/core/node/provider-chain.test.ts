import { LogDestinationsClient } from "@log-destinations/core";
import { fromProviderChain, type ProviderChainOptions } from "@log-destinations/core/node";
import { describe, expect, it, vi } from "vitest";
import { neighbours } from "./credentials/neighbours.ts";

describe("the chain of the AWS SDK", () => {
  it("gives credentials", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "888800001111");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
    expect(await fromProviderChain()()).toMatchObject({ accessKeyId: "888800001111", secretAccessKey: "x" });
  });

  it.each([{ profle: "logging" }, { Profile: "logging" }, { roleArns: [] }])("is not made with %o", (options) => {
    const [name] = Object.keys(options);
    expect(() => fromProviderChain(options as ProviderChainOptions)).toThrow(
      `unknown option ${name}; expected profile,`,
    );
  });

  it("is told the client's Region, so that STS is asked there, and renews what the service takes for expired", async () => {
    const { origin, asked } = await neighbours();
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
    const config = new URL("./reader-profile.ini", import.meta.url).pathname;
    for (const [name, value] of Object.entries({ AWS_ENDPOINT_URL_STS: origin, AWS_CONFIG_FILE: config }))
      vi.stubEnv(name, value);
    const keys: string[] = [];
    const client = new LogDestinationsClient({
      region: "cn-north-1",
      credentials: fromProviderChain({ profile: "reader" }),
      fetch: async (_, { headers }) => {
        keys.push(/Credential=(.*)\/\d{8}\//.exec(headers.authorization ?? "")?.[1] ?? "");
        return keys.length === 1
          ? Response.json({ __type: "ExpiredTokenException" }, { status: 400 })
          : Response.json({ destinations: [] });
      },
    });
    await client.describeDestinations();
    await client.describeDestinations();
    expect(keys).toEqual(Array(3).fill("reader@cn-north-1:BASE"));
    expect(asked).toHaveLength(2);
  });
});
