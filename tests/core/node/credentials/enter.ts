import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { neighbours } from "./neighbours.ts";
import type { SetUp } from "./set-up.ts";

/**
 * Makes the environment and the files, and starts what is around the program.
 * @returns the requests that come in, and what puts the origin and the home directory into a text
 */
export async function enter({ env = {}, config, credentials, files = {}, sso, neighbours: switches, instance }: SetUp) {
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
    const { id, token, expiresAt = new Date(Date.now() + 3_600_000).toISOString() } = sso;
    const file = `.aws/sso/cache/${createHash("sha1").update(id).digest("hex")}.json`;
    write(file, token ?? JSON.stringify({ accessToken: "sso-token", expiresAt }));
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
  return { asked, fill };
}
