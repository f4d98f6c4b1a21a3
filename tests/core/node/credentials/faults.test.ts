import { fromDefaultChain } from "@log-destinations/core/node";
import { describe, expect, it } from "vitest";
import { enter } from "./enter.ts";
import {
  aProfileIsNamed,
  arn,
  container,
  notFound,
  printed,
  printing,
  type SetUp,
  ssoProfile,
  ssoSession,
} from "./set-up.ts";

const instance = { AccessKeyId: "A", SecretAccessKey: "s", Token: "t", Expiration: "2099-01-01T00:00:00Z" };
const portal = { accessKeyId: "A", secretAccessKey: "s", sessionToken: "t", expiration: 4_000_000_000_000 };
const sso = { config: `[default]\nsso_session = corp\n${ssoProfile}${ssoSession}`, sso: { id: "corp" } };
const noToken =
  "the SSO session of profile default has no token; run aws sso login --profile default, or use fromProviderChain(), which renews sessions [LD1708]";

type Fault = Omit<SetUp, "key"> & { readonly says: string };

/** Each with one member left out, or of another kind. */
function broken<Whole extends object>(whole: Whole, ...wrong: unknown[]): [what: string, text: Whole][] {
  return Object.keys(whole).flatMap((member) =>
    [undefined, ...wrong].map((value): [string, Whole] => {
      return [`${member} ${JSON.stringify(value) ?? "left out"}`, { ...whole, [member]: value }];
    }),
  );
}

const faults: readonly Fault[] = [
  ...broken(instance, 1).flatMap(([what, answer]): Fault[] => [
    {
      name: `a container that answers with ${what}`,
      env: container,
      neighbours: { text: JSON.stringify(answer) },
      says: notFound({ machine: "ORIGIN/container gave no credentials: the answer has another form" }),
    },
    {
      name: `an instance that answers with ${what}`,
      instance: true,
      neighbours: { text: JSON.stringify(answer) },
      says: notFound({ machine: "ORIGIN gave no credentials: the answer has another form" }),
    },
  ]),
  {
    name: "a container that answers with no JSON",
    env: container,
    neighbours: { text: "hello" },
    says: notFound({ machine: "ORIGIN/container gave no credentials: the answer has another form" }),
  },
  {
    name: "a container that refuses, which is not asked again",
    env: container,
    neighbours: { first: [403] },
    says: notFound({ machine: "ORIGIN/container gave no credentials: the answer has the status 403" }),
  },
  {
    name: "a container that is in trouble four times",
    env: container,
    neighbours: { first: [500, 503, 429, 500] },
    says: notFound({ machine: "ORIGIN/container gave no credentials: the answer has the status 500" }),
  },
  {
    name: "a container that leads elsewhere",
    env: container,
    neighbours: { first: [300] },
    says: notFound({ machine: "ORIGIN/container gave no credentials: the answer has the status 300" }),
  },
  {
    name: "a container's token of two lines",
    env: { ...container, AWS_CONTAINER_AUTHORIZATION_TOKEN: "Basic\nx: y" },
    says: notFound({ machine: "the container's authorization token has a line break in it" }),
  },
  {
    name: "a container's token in a file that there is not",
    env: { ...container, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "HOME/none" },
    says: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is HOME/none, which cannot be read: ENOENT [LD1705]",
  },
  {
    name: "a role of a container in a profile, outside of one",
    config: `[default]\nrole_arn = ${arn("reader")}\ncredential_source = EcsContainer\n`,
    says: notFound({
      profile: "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set",
    }),
  },
  {
    name: "an instance that refuses",
    instance: true,
    neighbours: { status: 404 },
    says: notFound({ machine: "ORIGIN gave no credentials: the answer has the status 404" }),
  },
  {
    name: "an instance whose endpoint is none",
    env: { AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: "nowhere" },
    says: notFound({
      machine: `the endpoint of the instance's metadata is "nowhere"; expected a URL, IPv4 or IPv6`,
    }),
  },
  ...["env", "config"].map((place): Fault => {
    const mode = { AWS_EC2_METADATA_DISABLED: "false" };
    return {
      name: `an instance with an endpoint of a version that there is not, in ${place}`,
      env: place === "env" ? { ...mode, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv5" } : mode,
      config: place === "env" ? "" : "[default]\nec2_metadata_service_endpoint_mode = IPv5\n",
      says: notFound({
        ...(place === "config" && { profile: "profile default has no credentials" }),
        machine: `the endpoint of the instance's metadata is "IPv5"; expected a URL, IPv4 or IPv6`,
      }),
    };
  }),
  ...(["AccessKeyId", "SecretAccessKey"] as const).map((member): Fault => {
    return {
      name: `a program that prints no ${member}`,
      config: `[default]\ncredential_process = ${printing({ ...printed, [member]: 1 })}\n`,
      says: notFound({
        profile: "the credential_process of profile default printed no AccessKeyId or no SecretAccessKey",
      }),
    };
  }),
  {
    name: "a profile with half a key",
    config: "[default]\naws_access_key_id = A\n",
    says: notFound({ profile: "profile default has no credentials" }),
  },
  {
    name: "a profile with the other half",
    config: "[default]\naws_secret_access_key = A\n",
    says: notFound({ profile: "profile default has no credentials" }),
  },
  {
    name: "a profile with a token and no role",
    config: "[default]\nweb_identity_token_file = HOME/token\n",
    says: notFound({ profile: "profile default has no credentials" }),
  },
  {
    name: "a profile of aws login",
    config: "[default]\nlogin_session = arn:aws:iam::111122223333:user/me\n",
    says: "profile default has a login_session, which fromDefaultChain does not read; use fromProviderChain() [LD1710]",
  },
  {
    name: "a role of the environment's key, where none is",
    env: { AWS_PROFILE: "reader" },
    config: `[profile reader]\nrole_arn = ${arn("reader")}\ncredential_source = Environment\n`,
    says: notFound({
      environment: aProfileIsNamed,
      profile:
        "profile reader takes the key of the environment, but AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set",
    }),
  },
  ...["sso_start_url", "sso_region", "sso_account_id", "sso_role_name"].map((member): Fault => {
    const members = {
      sso_start_url: "https://x.example",
      sso_region: "eu-west-1",
      sso_account_id: "1",
      sso_role_name: "r",
    };
    const lines = Object.entries(members).filter(([name]) => name !== member);
    return {
      name: `SSO without ${member}`,
      config: `[default]\n${lines.map(([name, value]) => `${name} = ${value}\n`).join("")}`,
      says: `profile default has no ${member} [LD1707]`,
    };
  }),
  ...["sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "sso_session"].map((member): Fault => {
    const missing = member === "sso_start_url" ? "sso_region" : "sso_start_url";
    return {
      name: `SSO with ${member} alone`,
      config: `[default]\n${member} = x\n`,
      says: `profile default${member === "sso_session" ? " with the sso-session x" : ""} has no ${missing} [LD1707]`,
    };
  }),
  ...[
    "null",
    "words",
    '{"accessToken":"t"}',
    '{"expiresAt":"2099-01-01T00:00:00Z"}',
    '{"accessToken":"t","expiresAt":1}',
  ].map((token): Fault => ({ name: `the token of SSO ${token}`, ...sso, sso: { id: "corp", token }, says: noToken })),
  ...[["no JSON", "words"] as const, ["null", "null"] as const].map(([what, text]): Fault => {
    return {
      name: `an SSO portal that answers with ${what}`,
      ...sso,
      neighbours: { text },
      says: "profile default: the role reader of account 111122223333 cannot be got: ORIGIN answered with status 200 [LD1709]",
    };
  }),
  ...broken(portal, "").map(([what, roleCredentials]): Fault => {
    return {
      name: `an SSO portal that answers with ${what}`,
      ...sso,
      neighbours: { text: JSON.stringify({ roleCredentials }) },
      says: "profile default: the role reader of account 111122223333 cannot be got: ORIGIN answered with status 200 [LD1709]",
    };
  }),
];

describe("the default chain says why there are no credentials, with", () => {
  it.each(faults)("$name", async ({ says, ...setUp }) => {
    const { fill } = await enter({ ...setUp, key: undefined });
    await expect(fromDefaultChain()({ region: "eu-west-1" })).rejects.toMatchObject({
      name: "CredentialsError",
      message: fill(says),
    });
  });
});
