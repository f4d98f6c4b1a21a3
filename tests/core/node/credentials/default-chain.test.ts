import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "@log-destinations/core";
import { fromDefaultChain } from "@log-destinations/core/node";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { neighbours } from "./neighbours.ts";
import { profileSetUps } from "./profile-set-ups.ts";
import { serviceSetUps } from "./service-set-ups.ts";
import { arn, keys, type SetUp, ssoProfile, ssoSession } from "./set-up.ts";

const setUps = [...profileSetUps, ...serviceSetUps];
const isNode = !("Deno" in globalThis) && !("Bun" in globalThis);

/** Makes the environment and the files, and starts what is around the program. */
async function enter({ env = {}, config, credentials, files = {}, sso, neighbours: switches, instance }: SetUp) {
  const home = mkdtempSync(join(tmpdir(), "credentials-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const { origin, asked } = await neighbours(switches);
  const fill = (text: string) => text.replaceAll("ORIGIN", origin).replaceAll("HOME", home);
  const write = (path: string, text: string | undefined) => {
    if (text !== undefined) writeFileSync(join(home, path), fill(text));
  };
  mkdirSync(join(home, ".aws/sso/cache"), { recursive: true });
  write(".aws/config", config);
  write(".aws/credentials", credentials);
  for (const [path, text] of Object.entries(files)) write(path, text);
  if (sso) {
    const { id, expiresAt = new Date(Date.now() + 3_600_000).toISOString() } = sso;
    const file = `.aws/sso/cache/${createHash("sha1").update(id).digest("hex")}.json`;
    write(file, JSON.stringify({ accessToken: "sso-token", expiresAt }));
  }
  for (const name of Object.keys(process.env))
    if (/^(AWS_|HOME|USERPROFILE|.*_PROXY$)/i.test(name)) vi.stubEnv(name, undefined);
  const around = {
    HOME: home,
    AWS_ENDPOINT_URL_STS: origin,
    AWS_ENDPOINT_URL_SSO: origin,
    ...(instance
      ? { AWS_EC2_METADATA_SERVICE_ENDPOINT: origin }
      : env.AWS_EC2_METADATA_DISABLED
        ? {}
        : { AWS_EC2_METADATA_DISABLED: "true" }),
  };
  for (const [name, value] of Object.entries({ ...around, ...env })) vi.stubEnv(name, fill(value));
  vi.spyOn(console, "warn").mockReturnValue();
  return asked;
}

const keyOf = (asking: Promise<Credentials>) =>
  asking.then(
    ({ accessKeyId }) => accessKeyId,
    (error: unknown) => error as Error,
  );

describe("the default chain", () => {
  it.each(setUps)("with $name gives $key", async (setUp) => {
    await enter(setUp);
    const region = setUp.region ?? "eu-west-1";
    const got = await keyOf(fromDefaultChain()({ region }));
    if (setUp.key !== undefined) return expect(got).toBe(setUp.key);
    expect(got).toMatchObject({ name: "CredentialsError" });
    expect((got as Error).message).not.toMatch(/the-session-token|sso-token|POD-TOKEN|undefined/);
    expect((got as Error).message).toMatch(/ \[LD\d{4}\]$/);
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
