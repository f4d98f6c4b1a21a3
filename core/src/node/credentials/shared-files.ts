import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { environment } from "../../environment-variable.ts";
import { parseIni, type Section } from "./ini.ts";

/** What the config and the credentials file of this user say. */
export interface SharedFiles {
  /** Profiles for credentials: where both files have a member, that of the credentials file counts. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** Profiles for settings: where both files have a member, that of the config file counts. */
  readonly settings: ReadonlyMap<string, Section>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  /** The sections that set endpoints of services. */
  readonly services: ReadonlyMap<string, Section>;
}

/** The profile that counts: the one named, that of `AWS_PROFILE`, or `default`. */
export function profileName(named?: string): string {
  return named || environment("AWS_PROFILE") || "default";
}

/** Reads both files, each time, since logging in changes them. A file that cannot be read is an empty one. */
export function readSharedFiles(): SharedFiles {
  const config = read(environment("AWS_CONFIG_FILE") ?? join(home(), ".aws", "config"));
  const credentials = read(environment("AWS_SHARED_CREDENTIALS_FILE") ?? join(home(), ".aws", "credentials"));
  const configured = withPrefix(config, "profile");
  const plain = config.get("default");
  if (plain && !configured.has("default")) configured.set("default", plain);
  return {
    profiles: merge(configured, credentials),
    settings: merge(credentials, configured),
    ssoSessions: withPrefix(config, "sso-session"),
    services: withPrefix(config, "services"),
  };
}

/** The home directory, in the order of the AWS SDK. */
export function home(): string {
  const windows = environment("HOMEPATH");
  return (
    environment("HOME") ??
    environment("USERPROFILE") ??
    (windows && `${environment("HOMEDRIVE") ?? "C:\\"}${windows}`) ??
    homedir()
  );
}

function read(path: string): Map<string, Section> {
  try {
    return parseIni(readFileSync(path.replace(/^~(?=\/)/, home()), "utf8"));
  } catch {
    return new Map();
  }
}

function withPrefix(sections: ReadonlyMap<string, Section>, prefix: string): Map<string, Section> {
  const named = [...sections].filter(([name]) => name.startsWith(`${prefix}.`));
  return new Map(named.map(([name, section]) => [name.slice(prefix.length + 1), section]));
}

/** The members of both, those of the later where both have one. */
function merge(earlier: ReadonlyMap<string, Section>, later: ReadonlyMap<string, Section>): Map<string, Section> {
  const merged = new Map(earlier);
  for (const [name, section] of later) merged.set(name, { ...merged.get(name), ...section });
  return merged;
}
