import { fromDefaultChain } from "@log-destinations/core/node";
import { describe, expect, it, vi } from "vitest";
import { instanceMetadata } from "../../../../core/src/node/credentials/instance-metadata.ts";
import { home, readSharedFiles } from "../../../../core/src/node/credentials/shared-files.ts";
import { enter } from "./enter.ts";
import { arn, container, keys, printed, printing, webIdentity } from "./set-up.ts";

const base = { credentials: `[base]\n${keys("BASE")}` };
const reader = `[default]\nrole_arn = ${arn("reader")}\nsource_profile = base\n`;
const wayOf = { region: "eu-west-1" };

async function formOf(setUp: Parameters<typeof enter>[0], options: Parameters<typeof fromDefaultChain>[0] = {}) {
  const { asked } = await enter(setUp);
  await fromDefaultChain(options)(wayOf);
  expect(asked).toHaveLength(1);
  return Object.fromEntries(asked[0]?.form ?? []);
}

describe("STS is asked", () => {
  it("for an hour, in a session with the time in its name, where the profile says nothing else", async () => {
    expect(await formOf({ name: "", ...base, config: reader, key: undefined })).toEqual({
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: arn("reader"),
      RoleSessionName: expect.stringMatching(/^log-destinations-\d{13}$/),
      DurationSeconds: "3600",
    });
  });

  it("for what the profile says", async () => {
    const more =
      "role_session_name = mine\nduration_seconds = 900\nexternal_id = x-1\nmfa_serial = arn:aws:iam::1:mfa/me\n";
    const mfaCodeProvider = vi.fn(async () => "123456");
    const form = await formOf({ name: "", ...base, config: reader + more, key: undefined }, { mfaCodeProvider });
    expect(form).toMatchObject({
      RoleSessionName: "mine",
      DurationSeconds: "900",
      ExternalId: "x-1",
      SerialNumber: "arn:aws:iam::1:mfa/me",
      TokenCode: "123456",
    });
    expect(mfaCodeProvider).toHaveBeenCalledWith("arn:aws:iam::1:mfa/me");
  });

  it("with the token of web identity, in the session that the environment names", async () => {
    const files = { token: "POD-TOKEN" };
    const named = { ...webIdentity, AWS_ROLE_SESSION_NAME: "pod" };
    expect(await formOf({ name: "", env: named, files, key: undefined })).toEqual({
      Action: "AssumeRoleWithWebIdentity",
      Version: "2011-06-15",
      RoleArn: arn("pod"),
      RoleSessionName: "pod",
      WebIdentityToken: "POD-TOKEN",
    });
    const form = await formOf({ name: "", env: webIdentity, files, key: undefined });
    expect(form.RoleSessionName).toMatch(/^log-destinations-\d{13}$/);
  });

  // A Region that is none is named before anything is sent.
  it.each([
    ["of the environment", { AWS_REGION: "eu north" }, "eu north"],
    ["of the profile", {}, "eu south"],
  ])("in the Region %s, where the client has none", async (_, env, region) => {
    const config = "[default]\nregion = eu south\n";
    const { asked } = await enter({
      name: "",
      env: { ...webIdentity, ...env },
      files: { token: "T" },
      config,
      key: undefined,
    });
    await expect(fromDefaultChain()()).rejects.toThrow(`region is "${region}"`);
    expect(asked).toEqual([]);
  });

  it("in North Virginia, where nothing says another Region", async () => {
    await enter({ name: "", ...base, config: reader, key: undefined });
    expect((await fromDefaultChain()()).accessKeyId).toBe("reader@us-east-1:BASE");
  });
});

describe("metadata", () => {
  it("of a container in trouble is asked for four times, and refused once", async () => {
    for (const [first, times] of [
      [[500, 500, 500, 500], 4],
      [[404], 1],
    ] as const) {
      const { asked } = await enter({ name: "", env: container, neighbours: { first }, key: undefined });
      await expect(fromDefaultChain()(wayOf)).rejects.toThrow();
      expect(asked.map(({ method }) => method)).toEqual(Array(times).fill("GET"));
    }
  });

  it("of an instance is asked for by a token for six hours", async () => {
    const { asked } = await enter({ name: "", instance: true, key: undefined });
    await fromDefaultChain()(wayOf);
    expect(
      asked.map(({ method, url, headers }) => [method, url.pathname, headers["x-aws-ec2-metadata-token-ttl-seconds"]]),
    ).toEqual([
      ["PUT", "/latest/api/token", "21600"],
      ["GET", "/latest/meta-data/iam/security-credentials/", undefined],
      ["GET", "/latest/meta-data/iam/security-credentials/instance-role", undefined],
    ]);
    expect(asked.slice(1).map(({ headers }) => headers["x-aws-ec2-metadata-token"])).toEqual(
      Array(2).fill("metadata-token"),
    );
  });

  it("that does not come any more leaves the last credentials in use, longer by five to ten minutes once they are over", async () => {
    const over = "2020-01-01T00:00:00Z";
    await enter({ name: "", instance: true, neighbours: { expiration: over }, key: undefined });
    const ask = instanceMetadata();
    const before = Date.now();
    for (const endpoint of [undefined, "http://127.0.0.1:1"]) {
      if (endpoint) vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint);
      const { accessKeyId, expiration } = await ask({});
      expect(accessKeyId).toBe("INSTANCE");
      expect(expiration?.getTime()).toBeGreaterThanOrEqual(before + 300_000);
      expect(expiration?.getTime()).toBeLessThanOrEqual(Date.now() + 600_000);
    }
    await expect(instanceMetadata()({})).rejects.toThrow("http://127.0.0.1:1 gave no credentials");
  });

  it("that is not over yet keeps its end", async () => {
    await enter({ name: "", instance: true, neighbours: { expiration: "2099-01-01T00:00:00Z" }, key: undefined });
    expect((await instanceMetadata()({})).expiration).toEqual(new Date("2099-01-01T00:00:00Z"));
  });
});

describe("a program's credentials", () => {
  it.each([
    [
      "an end and a token",
      { Expiration: "2099-01-01T00:00:00Z" },
      { sessionToken: "t", expiration: new Date("2099-01-01T00:00:00Z") },
    ],
    ["neither", { SessionToken: undefined }, {}],
    ["others than texts", { SessionToken: 1, Expiration: 4_000_000_000_000 }, {}],
  ])("may have %s", async (_, more, expected) => {
    const config = `[default]\ncredential_process = ${printing({ ...printed, ...more })}\n`;
    await enter({ name: "", config, key: undefined });
    const got = await fromDefaultChain()(wayOf);
    expect({ ...got }).toEqual({ accessKeyId: "PROCESS", secretAccessKey: "s", ...expected });
  });
});

describe("the home directory", () => {
  it.each([
    [{ HOME: "/h", USERPROFILE: "/u", HOMEPATH: "/p" }, "/h"],
    [{ USERPROFILE: "/u", HOMEPATH: "/p" }, "/u"],
    [{ HOMEPATH: "\\p", HOMEDRIVE: "D:" }, "D:\\p"],
    [{ HOMEPATH: "p" }, "C:\\p"],
  ])("of %j is %s", (env, expected) => {
    for (const name of ["HOME", "USERPROFILE", "HOMEPATH", "HOMEDRIVE"]) vi.stubEnv(name, undefined);
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(home()).toBe(expected);
  });

  it("stands for ~ at the beginning of a file's path", async () => {
    await enter({ name: "", files: { mine: keysOf("HOME"), "a~": "" }, key: undefined });
    vi.stubEnv("AWS_CONFIG_FILE", "~/mine");
    expect([...readSharedFiles().profiles.keys()]).toEqual(["default"]);
    vi.stubEnv("AWS_CONFIG_FILE", `${process.env.HOME}/a~/../mine`);
    expect([...readSharedFiles().profiles.keys()]).toEqual([]);
  });
});

const keysOf = (id: string) => `[default]\n${keys(id)}[plain]\n${keys("PLAIN")}`;
