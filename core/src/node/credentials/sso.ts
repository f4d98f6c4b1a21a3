import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AwsService, resolveEndpoint, resolveRegion } from "../../client/endpoint.ts";
import { type Credentials, credentialsError } from "../../signing/credentials.ts";
import { nodeGet } from "../transport/node-fetch.ts";
import { endpointSettings } from "./endpoint-settings.ts";
import type { Section } from "./ini.ts";
import { home, type SharedFiles } from "./shared-files.ts";

const ssoService: AwsService = { host: "portal.sso", variable: "AWS_ENDPOINT_URL_SSO" };

/** Whether a profile has a member of IAM Identity Center, formerly AWS SSO. */
export function isSso(profile: Section): boolean {
  const members = ["sso_start_url", "sso_account_id", "sso_session", "sso_region", "sso_role_name"];
  return members.some((member) => profile[member] !== undefined);
}

/**
 * The credentials of a role in IAM Identity Center, by the token that `aws sso login` has written.
 *
 * @throws LogsError `CredentialsError` where the profile lacks a member, there is no token, its time is over, or the
 * portal refuses it
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
export async function fromSso(name: string, profile: Section, files: SharedFiles): Promise<Credentials> {
  const session = profile.sso_session === undefined ? profile : files.ssoSessions.get(profile.sso_session);
  const members = {
    sso_start_url: session?.sso_start_url,
    sso_region: session?.sso_region,
    sso_account_id: profile.sso_account_id,
    sso_role_name: profile.sso_role_name,
  };
  const missing = Object.entries(members).find(([, value]) => value === undefined)?.[0];
  if (missing !== undefined) {
    const where = profile.sso_session === undefined ? "" : ` with the sso-session ${profile.sso_session}`;
    throw credentialsError(`profile ${name}${where} has no ${missing} [LD1707]`);
  }
  const {
    sso_start_url: startUrl,
    sso_region: region = "",
    sso_account_id: account = "",
    sso_role_name: role = "",
  } = members;
  const token = readToken(name, profile.sso_session ?? startUrl ?? "");
  const url = resolveEndpoint(ssoService, resolveRegion({ region }), endpointSettings(ssoService, name, files));
  url.pathname += "federation/credentials";
  url.search = new URLSearchParams({ role_name: role, account_id: account }).toString();
  return read(`profile ${name}: the role ${role} of account ${account}`, url, token);
}

/** The token of a session, or of a start URL, from the cache that the tools of AWS share. */
function readToken(profile: string, id: string): string {
  const file = join(home(), ".aws", "sso", "cache", `${createHash("sha1").update(id).digest("hex")}.json`);
  let token: { accessToken?: unknown; expiresAt?: unknown };
  try {
    token = JSON.parse(readFileSync(file, "utf8")) ?? {};
  } catch {
    throw signIn(profile, "has no token");
  }
  const { accessToken, expiresAt } = token;
  if (typeof accessToken !== "string" || typeof expiresAt !== "string") throw signIn(profile, "has no token");
  if (!(Date.parse(expiresAt) > Date.now())) throw signIn(profile, `ended ${expiresAt}`);
  return accessToken;
}

function signIn(profile: string, fault: string): Error {
  const way = `run aws sso login --profile ${profile}, or use fromProviderChain(), which renews sessions`;
  return credentialsError(`the SSO session of profile ${profile} ${fault}; ${way} [LD1708]`);
}

async function read(what: string, url: URL, token: string): Promise<Credentials> {
  const fault = (reason: string, cause?: unknown): Error =>
    credentialsError(`${what} cannot be got: ${url.origin} ${reason} [LD1709]`, cause);
  const { status, text } = await nodeGet(url, { "x-amz-sso_bearer_token": token }).catch((cause: Error) => {
    throw fault(`gave no answer: ${cause.message}`, cause);
  });
  const { roleCredentials } = parse(text);
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = (roleCredentials ?? {}) as Record<string, unknown>;
  const whole = [accessKeyId, secretAccessKey, sessionToken].every(
    (value) => typeof value === "string" && value !== "",
  );
  if (status !== 200 || !whole || typeof expiration !== "number") {
    throw fault(`answered with status ${status}`);
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) } as Credentials;
}

function parse(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) as Record<string, unknown>) ?? {};
  } catch {
    return {};
  }
}
