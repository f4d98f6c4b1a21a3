import { accessPolicy, LogDestinationsClient } from "@log-destinations/core";
import { describe, expect, it, vi } from "vitest";
import { ok } from "../client/fault-server.ts";
import { credentials, errorOf, serving } from "../client/serving.ts";

describe("before anything is sent", () => {
  const unreachable = new LogDestinationsClient({
    region: "eu-west-1",
    credentials,
    fetch: () => Promise.reject(new Error("sent")),
    maxAttempts: 1,
  });

  it("a policy that the service would refuse is refused, with what to write instead", async () => {
    const accessPolicy = JSON.stringify({
      Statement: { Effect: "Allow", Principal: { AWS: "arn:aws:iam::222233334444:root" }, Action: "*", Resource: "*" },
    });
    const error = await errorOf(unreachable.putDestinationPolicy({ destinationName: "central", accessPolicy }));
    expect(error).toMatchObject({ code: "InvalidParameterException", attempts: 0 });
    expect(error.message).toMatch(/write the account id alone: 222233334444/);
    expect(error.findings).toMatchObject([{ rule: "principal" }]);
  });

  it("a policy that only breaks senders is handed to onAdvice and sent", async () => {
    const onAdvice = vi.fn();
    const { client, server } = await serving([ok({})], { onAdvice });
    const policy = accessPolicy({
      destinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:other",
      accounts: ["222233334444"],
    });
    await client.putDestinationPolicy({ destinationName: "central", accessPolicy: policy });
    expect(server.bodies).toHaveLength(1);
    expect(onAdvice.mock.calls).toMatchObject([[{ rule: "resource", severity: "advice" }, { accessPolicy: policy }]]);
  });
});
