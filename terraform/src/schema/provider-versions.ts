import { DiagnosticError, toDiagnostic } from "../diagnostics.ts";
import { type Diagnostic, severity } from "../protocol/messages.ts";
import { isGiven, type Value, type Values } from "../protocol/types.ts";
import type { Block } from "./schema.ts";
import schemaVersions from "./versions.json" with { type: "json" };

/** What a configuration says of the versions of the AWS provider. */
export interface ProviderVersions {
  /** The version in the lock file. */
  readonly locked: string | undefined;
  readonly constraints: readonly { readonly constraint: string; readonly file: string }[];
}

type Version = readonly [major: number, minor: number, patch: number];

const { older, newer } = schemaVersions;
const newest = readVersion(newer);
const known = `${older} and ${newer}`;
const open = Number.POSITIVE_INFINITY;

/**
 * The errors about arguments that the version of the provider is known to lack, and the warnings about those that came in some
 * version after the older one.
 */
export function versionDiagnostics(
  typeName: string,
  block: Block,
  config: Values,
  versions: ProviderVersions | undefined,
): Diagnostic[] {
  if (!versions) return [];
  const highest = highestVersion(versions);
  if (compare(highest, newest) >= 0) return [];
  return lackingIn(block, config, typeName).flatMap(({ path, notIn }): Diagnostic[] => {
    if (notIn !== older) return [];
    if (compare(highest, minorOf(older)) <= 0) {
      const problem = `${path} is not in the provider's version ${older}, and the stack asks for that or an earlier one [LD4520]`;
      return [toDiagnostic(new DiagnosticError(problem, `It is in version ${newer}. ${sourceOf(versions)}`), "")];
    }
    return [
      {
        severity: severity.warning,
        summary: `${path} may not be in the version of the provider that the stack asks for [LD4521]`,
        detail: `Version ${older} lacks it, ${newer} has it; what lies between is not known here. ${sourceOf(versions)}`,
      },
    ];
  });
}

/** A sentence about constraints that ask for another major version; `undefined` where none does. */
export function otherMajorVersion({ constraints }: ProviderVersions): string | undefined {
  const [major] = newest;
  const other = constraints.find(({ constraint }) => {
    const { lowest, highest } = boundsOf(constraint);
    return highest[0] < major || lowest[0] > major;
  });
  if (!other) return undefined;
  return (
    `${other.file} asks for version ${other.constraint} of hashicorp/aws; the schemas here are of ${known}, so that this run ` +
    "says nothing about arguments that differ [LD4522]"
  );
}

function sourceOf({ locked, constraints }: ProviderVersions): string {
  if (locked !== undefined) return `The lock file holds ${locked}.`;
  return constraints.map(({ constraint, file }) => `${file} asks for ${constraint}.`).join(" ");
}

/** The arguments that are given and that some version lacks, and the blocks in which all are. */
function lackingIn(block: Block, values: Values, path: string): { path: string; notIn: string }[] {
  if (block.notIn !== undefined) return [{ path, notIn: block.notIn }];
  const attributes = Object.entries(block.attributes).flatMap(([name, { notIn }]) =>
    notIn !== undefined && isGiven(values[name]) ? [{ path: `${path}.${name}`, notIn }] : [],
  );
  const blocks = Object.entries(block.blocks).flatMap(([name, nested]) =>
    ([values[name] ?? []].flat() as Value[]).flatMap((item) =>
      typeof item === "object" && item !== null ? lackingIn(nested, item as Values, `${path}.${name}`) : [],
    ),
  );
  return [...attributes, ...blocks];
}

/** The highest version that may be used; endless where there is no limit. */
function highestVersion({ locked, constraints }: ProviderVersions): Version {
  const all = locked === undefined ? constraints.map(({ constraint }) => constraint) : [locked];
  return all.map((constraint) => boundsOf(constraint).highest).reduce(lower, [open, open, open]);
}

/** The lowest and the highest version that a constraint such as `>= 6.0, < 6.40` admits. */
function boundsOf(constraint: string): { lowest: Version; highest: Version } {
  let lowest: Version = [0, 0, 0];
  let highest: Version = [open, open, open];
  for (const [, sign, text = ""] of constraint.matchAll(/(~>|>=|<=|!=|<|>|=)?\s*v?(\d+(?:\.\d+){0,2})/g)) {
    const version = readVersion(text);
    const [major, minor] = version;
    if (sign === "!=") continue;
    if (sign === undefined || sign === "=" || sign === "<=") highest = lower(highest, version);
    if (sign === "<") highest = lower(highest, before(version));
    if (sign === "~>")
      highest = lower(highest, text.split(".").length > 2 ? [major, minor, open] : [major, open, open]);
    if (sign !== "<" && sign !== "<=") lowest = higher(lowest, version);
  }
  return { lowest, highest };
}

function readVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

/** The highest of the versions before one. */
function before([major, minor, patch]: Version): Version {
  if (patch > 0) return [major, minor, patch - 1];
  return minor > 0 ? [major, minor - 1, open] : [major - 1, open, open];
}

/** The highest patch of a version's minor one: patches bring no arguments. */
function minorOf(text: string): Version {
  const [major, minor] = readVersion(text);
  return [major, minor, open];
}

function lower(a: Version, b: Version): Version {
  return compare(a, b) <= 0 ? a : b;
}

function higher(a: Version, b: Version): Version {
  return compare(a, b) >= 0 ? a : b;
}

function compare(a: Version, b: Version): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}
