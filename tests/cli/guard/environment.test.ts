import { describe, expect, test } from "vitest";
import { environmentFor } from "../../../cli/src/guard/environment.ts";

const url = "http://127.0.0.1:4510";
const declared: Record<string, string> = { "111122223333": "111122223333", AKIADECLARED: "222233334444" };
const of = (env: NodeJS.ProcessEnv) =>
  environmentFor(env, { url, accountOf: (key) => declared[key] }, { logging: "333344445555" });

test.each([
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_ENDPOINT_URL_LOGS",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "TF_TOKEN_app_terraform_io",
  "TF_CLOUD_ORGANIZATION",
  "TF_HTTP_PASSWORD",
  "PG_CONN_STR",
  "CONSUL_HTTP_TOKEN",
  "CONSUL_HTTP_TOKEN_FILE",
  "CONSUL_HTTP_AUTH",
  "ARM_ACCESS_KEY",
  "ARM_SAS_TOKEN",
  "GOOGLE_BACKEND_CREDENTIALS",
])("%s, which leads to real access, is left out", (name) => {
  expect(of({ [name]: "real" }).variables).not.toHaveProperty(name);
});

test.each(["PATH", "TF_VAR_name", "TF_WORKSPACE", "AWS_REGION", "AWS_PAGER"])("%s is kept", (name) => {
  expect(of({ [name]: "own" }).variables).toMatchObject({ [name]: "own" });
});

describe("the access key", () => {
  test("of a known account is kept, with its secret", () => {
    const { accessKeyId, variables } = of({ AWS_ACCESS_KEY_ID: "AKIADECLARED", AWS_SECRET_ACCESS_KEY: "declared" });
    expect(accessKeyId).toBe("AKIADECLARED");
    expect(variables).toMatchObject({ AWS_ACCESS_KEY_ID: "AKIADECLARED", AWS_SECRET_ACCESS_KEY: "declared" });
  });

  test("of any other account is replaced, and its secret too", () => {
    const { accessKeyId, variables } = of({ AWS_ACCESS_KEY_ID: "AKIAREAL", AWS_SECRET_ACCESS_KEY: "real" });
    expect(accessKeyId).toBe("000000000000");
    expect(variables).toMatchObject({ AWS_ACCESS_KEY_ID: "000000000000", AWS_SECRET_ACCESS_KEY: "none" });
  });
});

describe("a profile", () => {
  test.each(["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])(
    "that is declared and that %s names decides about the account",
    (name) => {
      const { accessKeyId, undeclaredProfile, variables } = of({ [name]: "logging" });
      expect({ accessKeyId, undeclaredProfile }).toEqual({ accessKeyId: "333344445555", undeclaredProfile: undefined });
      expect(variables).toMatchObject({ AWS_ACCESS_KEY_ID: "333344445555" });
    },
  );

  test("that is not declared is named, so that no account is guessed", () => {
    expect(of({ AWS_PROFILE: "other" })).toMatchObject({ undeclaredProfile: "other" });
    expect(of({ AWS_PROFILE: "", AWS_DEFAULT_PROFILE: "other" })).toMatchObject({ undeclaredProfile: "other" });
  });

  test("decides about nothing beside a key", () => {
    expect(of({ AWS_PROFILE: "logging", AWS_ACCESS_KEY_ID: "AKIADECLARED" })).toMatchObject({
      accessKeyId: "AKIADECLARED",
      undeclaredProfile: undefined,
    });
    expect(of({ AWS_PROFILE: "other", AWS_ACCESS_KEY_ID: "AKIAREAL" })).toMatchObject({ undeclaredProfile: undefined });
  });
});

test("the Region is AWS_REGION's, else AWS_DEFAULT_REGION's", () => {
  expect(of({ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" }).region).toBe("eu-west-1");
  expect(of({ AWS_REGION: "", AWS_DEFAULT_REGION: "us-east-1" }).region).toBe("us-east-1");
  expect(of({}).region).toBeUndefined();
});
