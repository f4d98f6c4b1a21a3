import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProviderVersions } from "@log-destinations/terraform";
import { configurationFiles } from "./configuration-files.ts";
import { type HclToken, tokensOf } from "./hcl.ts";
import { entriesUnder } from "./hcl-json.ts";

const lockFile = ".terraform.lock.hcl";
const source = "hashicorp/aws";

/**
 * What the configuration in a folder says of the versions of the AWS provider: the one that the lock file holds, and the
 * constraints.
 */
export function providerVersionsIn(folder: string): ProviderVersions {
  const lock = join(folder, lockFile);
  return {
    locked: existsSync(lock) ? lockedVersion([...tokensOf(readFileSync(lock, "utf8"))]) : undefined,
    constraints: configurationFiles(folder).flatMap(({ name: file, text }) => {
      const found = file.endsWith(".json") ? constraintsInJson(text) : constraintsInHcl([...tokensOf(text)]);
      return found.map((constraint) => ({ constraint, file }));
    }),
  };
}

function lockedVersion(tokens: readonly HclToken[]): string | undefined {
  const at = tokens.findIndex(
    ({ kind, value }, index) =>
      kind === "text" && value.endsWith(`/${source}`) && tokens[index - 1]?.value === "provider",
  );
  return at < 0 ? undefined : textAfter("version", tokens.slice(at));
}

/** The constraints of `required_providers` on the providers whose source is `hashicorp/aws`, or that have none and are `aws`. */
function constraintsInHcl(tokens: readonly HclToken[]): string[] {
  const at = tokens.findIndex(({ kind, value }) => kind === "word" && value === "required_providers");
  if (at < 0) return [];
  const found: string[] = [];
  let depth = 0;
  for (const [index, { kind, value }] of tokens.entries()) {
    if (index <= at || kind !== "sign") continue;
    if (value === "}" && --depth <= 0) break;
    if (value !== "{") continue;
    depth++;
    const body = tokens.slice(index + 1, index + 1 + tokens.slice(index + 1).findIndex((token) => token.value === "}"));
    const given = textAfter("source", body);
    const name = tokens[index - 2]?.value;
    const version = textAfter("version", body);
    const isAws = given === undefined ? name === "aws" : given.endsWith(source);
    if (depth === 2 && isAws && version !== undefined) found.push(version);
  }
  return found;
}

function constraintsInJson(json: string): string[] {
  const providers = new Map<string, Record<string, string>>();
  for (const { keys, text } of entriesUnder("terraform", json)) {
    const [, block, name, argument] = keys;
    if (block !== "required_providers" || name === undefined || argument === undefined || text === undefined) continue;
    providers.set(name, { ...providers.get(name), [argument]: text });
  }
  return Array.from(providers).flatMap(([name, { source: given, version }]) => {
    const isAws = given === undefined ? name === "aws" : given.endsWith(source);
    return isAws && version !== undefined ? [version] : [];
  });
}

/** The text that an argument is given. */
function textAfter(argument: string, tokens: readonly HclToken[]): string | undefined {
  const at = tokens.findIndex(({ kind, value }, index) => {
    const isName = kind === "word" && value === argument;
    return isName && tokens[index + 1]?.value === "=" && tokens[index + 2]?.kind === "text";
  });
  return at < 0 ? undefined : tokens[at + 2]?.value;
}
