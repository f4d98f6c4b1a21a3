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
    message: `${missing} is not set; give the client credentials, such as fromDefaultChain() of @log-destinations/core/node [LD1207]`,
    attempts: 0,
  });
});

it.each([
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
])("the way is named where %s leads elsewhere, and its value is not", async (variable) => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "");
  vi.stubEnv(variable, "leads-elsewhere");
  await expect(fromEnvironment()).rejects.toThrow(
    `AWS_ACCESS_KEY_ID is not set, but ${variable} is; give the client credentials, such as fromDefaultChain() of`,
  );
  await expect(fromEnvironment()).rejects.not.toThrow("leads-elsewhere");
});
