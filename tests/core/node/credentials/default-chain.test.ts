import type { Credentials } from "@log-destinations/core";
import { fromDefaultChain } from "@log-destinations/core/node";
import { describe, expect, it } from "vitest";
import { enter } from "./enter.ts";

import { profileSetUps } from "./profile-set-ups.ts";
import { serviceSetUps } from "./service-set-ups.ts";
import { arn, keys, type SetUp, ssoProfile, ssoSession } from "./set-up.ts";

const setUps = [...profileSetUps, ...serviceSetUps];
const isNode = !("Deno" in globalThis) && !("Bun" in globalThis);

const keyOf = (asking: Promise<Credentials>) =>
  asking.then(
    ({ accessKeyId }) => accessKeyId,
    (error: unknown) => error as Error,
  );

/** The credentials that come with a key: those of a service have a token and an end. */
function whole(accessKeyId: string) {
  const isSession = /[:/]|^(PROCESS|INSTANCE|CONTAINER)/.test(accessKeyId);
  const ends = isSession && accessKeyId !== "PROCESS";
  return {
    accessKeyId,
    secretAccessKey: "s",
    ...(isSession && { sessionToken: "t" }),
    ...(ends && { expiration: expect.any(Date) }),
  };
}

describe("the default chain", () => {
  it.each(setUps)("with $name gives $key", async (setUp) => {
    const { fill } = await enter(setUp);
    const region = setUp.region ?? "eu-west-1";
    const got = fromDefaultChain()({ region });
    if (setUp.key !== undefined) return expect(await got).toMatchObject(whole(setUp.key));
    const error = (await keyOf(got)) as Error;
    expect(error).toMatchObject({ name: "CredentialsError", message: fill(setUp.says ?? "") });
    expect(error.message).not.toMatch(/the-session-token|sso-token|POD-TOKEN|undefined/);
  });

  it.runIf(isNode).each(setUps)("of the AWS SDK with $name gives $key", { timeout: 20_000 }, async (setUp) => {
    const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
    await enter(setUp);
    const region = async () => setUp.region ?? "eu-west-1";
    const got = await keyOf(fromNodeProviderChain()({ callerClientConfig: { region } }));
    if (setUp.key === undefined) expect(got).toBeInstanceOf(Error);
    else expect(got).toBe(setUp.key);
  });

  it.each<[SetUp, RegExp]>([
    [
      {
        name: "an SSO portal that does not answer",
        env: { AWS_ENDPOINT_URL_SSO: "http://127.0.0.1:1" },
        config: `[default]\nsso_session = corp\n${ssoProfile}${ssoSession}`,
        sso: { id: "corp" },
        key: undefined,
      },
      /^profile default: the role reader of account 111122223333 cannot be got: http:\/\/127.0.0.1:1 gave no answer: .*\[LD1709\]$/,
    ],
    [
      {
        name: "a container whose endpoint is no path",
        env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "x:y" },
        key: undefined,
      },
      /^AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is "x:y"; expected a path \[LD1704\]$/,
    ],
    [
      {
        name: "a Region that is none, for a role",
        config: `[default]\nregion = eu west\nrole_arn = ${arn("reader")}\nsource_profile = base\n`,
        credentials: `[base]\n${keys("BASE")}`,
        key: undefined,
      },
      /region is "eu west"; .*\[LD1201\]/,
    ],
    [
      {
        name: "a Region that is none, for SSO",
        config: `[default]\nsso_start_url = https://corp.example\nsso_region = eu/west\n${ssoProfile}`,
        sso: { id: "https://corp.example" },
        key: undefined,
      },
      /region is "eu\/west"; .*\[LD1201\]/,
    ],
  ])("with $name says so", async (setUp, message) => {
    await enter(setUp);
    expect((await keyOf(fromDefaultChain()({ region: "eu-west-1" }))) as Error).toMatchObject({
      name: "CredentialsError",
      message: expect.stringMatching(message),
    });
  });
});
