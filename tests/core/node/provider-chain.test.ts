import { fromProviderChain } from "@log-destinations/core/node";
import { expect, it, vi } from "vitest";

it("credentials come from the whole chain of the AWS SDK", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "888800001111");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
  expect(await fromProviderChain()()).toMatchObject({ accessKeyId: "888800001111", secretAccessKey: "x" });
});
