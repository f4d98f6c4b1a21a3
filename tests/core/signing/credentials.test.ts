import { fromEnvironment } from "@log-destinations/core";
import { expect, it, vi } from "vitest";

it("credentials come from the environment", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "999900001111");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
  vi.stubEnv("AWS_SESSION_TOKEN", "t");
  expect(await fromEnvironment()).toEqual({
    accessKeyId: "999900001111",
    secretAccessKey: "x",
    sessionToken: "t",
  });
});

it.each(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])("say so where %s is missing", async (missing) => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "999900001111");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
  vi.stubEnv(missing, "");
  await expect(fromEnvironment()).rejects.toMatchObject({
    code: "CredentialsError",
    message: `${missing} is not set; set it, or give the client credentials [LD1207]`,
    attempts: 0,
  });
});
