import { accountIdPattern } from "@log-destinations/core/service";
import { parseLogGroupArn } from "../addresses/log-group-arn.ts";
import { parseStreamArn } from "../addresses/stream-arn.ts";
import { isRoleArn, readRolePolicy } from "../iam/role.ts";
import type {
  AccountDeclaration,
  CallerDeclaration,
  Declarations,
  Identity,
  PolicyDocument,
  RoleDeclaration,
} from "./declarations.ts";

interface Form {
  /** What a value has to be, for a person. */
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
  /** Must it be given? */
  readonly required?: boolean;
}

interface Kind {
  readonly name: Form;
  readonly members: Readonly<Record<string, Form>>;
}

const text = (expected: string, form: RegExp): Form => ({
  expected,
  fits: (value) => typeof value === "string" && form.test(value),
});

const account = text("an account id of 12 digits", accountIdPattern);
const anyArn = text("an ARN", /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/s);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const document: Form = {
  expected: "a policy, as an object or as JSON text",
  fits: (value) => typeof value === "string" || isObject(value),
};

const caller: Readonly<Record<keyof CallerDeclaration, Form>> = {
  account: { ...account, required: true },
  callerArn: anyArn,
  principalId: text("a unique id such as AROAEXAMPLE", /^\w+$/),
  passRole: {
    expected: "a list of ARNs, * and ? as in IAM",
    fits: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  },
};

const identity: Readonly<Record<keyof Identity, Form>> = {
  ...caller,
  region: { ...text("a name such as eu-west-1", /^[a-z0-9-]+$/), required: true },
};

type KindName = Exclude<keyof Declarations, "version">;

const kinds: Readonly<Record<KindName, Kind>> = {
  accounts: {
    name: account,
    members: {
      organization: text("an id such as o-a1b2c3d4e5", /^o-[a-z0-9]{10,32}$/),
      organizationPath: text(
        "a path such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/",
        /^o-[a-z0-9]{10,32}\/r-[a-z0-9]{4,32}\/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\/)*$/,
      ),
    },
  },
  accessKeys: {
    name: text("an access key id of letters and digits", /^\w{1,128}$/),
    members: { ...caller, secretAccessKey: text("a secret, not empty", /^.+$/s) },
  },
  roles: {
    name: {
      expected: "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME",
      fits: (value) => isRoleArn(value as string),
    },
    members: {
      trust: { ...document, required: true },
      permissions: {
        expected: "policies by name",
        fits: (value) => isObject(value) && Object.values(value).every(document.fits),
      },
    },
  },
  streams: {
    name: {
      expected: "the ARN of a Kinesis data stream or a Firehose stream",
      fits: (value) => parseStreamArn(value as string) !== undefined,
    },
    members: {
      status: text("ACTIVE, CREATING, DELETING or UPDATING", /^(ACTIVE|CREATING|DELETING|UPDATING)$/),
      shardCount: {
        expected: "a whole number from 1 to 10000",
        fits: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 10_000,
      },
      onDemand: { expected: "true or false", fits: (value) => typeof value === "boolean" },
      kmsKeyArn: anyArn,
    },
  },
  logGroups: {
    name: {
      expected: "the ARN of a log group, arn:aws:logs:REGION:ACCOUNT:log-group:NAME",
      fits: (value) => parseLogGroupArn(value as string) !== undefined,
    },
    members: {
      logStreams: {
        expected: "names of 1 to 512 characters without : and *",
        fits: (value) => Array.isArray(value) && value.every((item) => /^[^:*]{1,512}$/.test(item)),
      },
    },
  },
};

/**
 * Checks declarations, from code or from a file.
 * @throws TypeError that names the entry, what is wrong with it and what was expected. Secrets are not repeated.
 */
export function checkDeclarations(declarations: unknown): asserts declarations is Declarations {
  if (!isObject(declarations)) throw new TypeError(`declarations are ${show(declarations)}; expected an object`);
  const { version, ...byKind } = declarations;
  // Of another version all else may mean something else.
  if (version !== undefined && version !== 1) {
    throw new TypeError(`the declarations are of version ${show(version)}; this package reads version 1`);
  }
  for (const [kindName, entries] of Object.entries(byKind)) {
    const kind = kinds[kindName as KindName] as Kind | undefined;
    if (!kind) throw new TypeError(`there are no ${kindName} to declare; there are ${Object.keys(kinds).join(", ")}`);
    if (entries === undefined) continue;
    if (!isObject(entries)) throw new TypeError(`${kindName} is ${show(entries)}; expected an object`);
    for (const [name, entry] of Object.entries(entries)) checkEntry(kindName, kind, name, entry);
  }
}

/** @throws TypeError that names what is wrong and what was expected */
export function checkIdentity(given: unknown): asserts given is Identity {
  checkMembers("identity", identity, given);
}

function checkEntry(kindName: string, kind: Kind, name: string, entry: unknown): void {
  const where = `${kindName}[${JSON.stringify(name)}]`;
  if (!kind.name.fits(name)) throw new TypeError(`${where}: expected ${kind.name.expected}`);
  checkMembers(where, kind.members, entry);
  if (kindName === "accounts") refuseContradiction(where, entry as AccountDeclaration);
  if (kindName === "roles") checkPolicies(where, entry as unknown as RoleDeclaration);
  if (kindName === "streams" && entry.shardCount !== undefined && parseStreamArn(name)?.service !== "kinesis") {
    throw new TypeError(`${where}.shardCount: a Firehose stream has no shards; leave it out`);
  }
}

function checkMembers(
  where: string,
  members: Kind["members"],
  entry: unknown,
): asserts entry is Record<string, unknown> {
  if (!isObject(entry)) throw new TypeError(`${where} is ${show(entry)}; expected an object`);
  const unknown = Object.keys(entry).find((member) => !Object.hasOwn(members, member));
  if (unknown !== undefined) {
    throw new TypeError(`${where} has no member ${unknown}; it has ${Object.keys(members).join(", ")}`);
  }
  for (const [member, { expected, fits, required }] of Object.entries(members)) {
    const value = entry[member];
    if (value === undefined ? required : !fits(value)) {
      const got = value === undefined ? "missing" : member === "secretAccessKey" ? "wrong" : show(value);
      throw new TypeError(`${where}.${member} is ${got}; expected ${expected}`);
    }
  }
}

function refuseContradiction(where: string, { organization, organizationPath }: AccountDeclaration): void {
  const begins = organizationPath === undefined ? undefined : organizationOf(organizationPath);
  if (organization === undefined || begins === undefined || organization === begins) return;
  throw new TypeError(
    `${where}.organizationPath is of the organization ${begins}, and organization is ${organization}; leave one out`,
  );
}

/** The organization that a path is in. */
export function organizationOf(organizationPath: string): string {
  return organizationPath.slice(0, organizationPath.indexOf("/"));
}

function checkPolicies(where: string, { trust, permissions = {} }: RoleDeclaration): void {
  const policies: [string, PolicyDocument][] = [["trust", trust], ...Object.entries(permissions)];
  for (const [name, policy] of policies) {
    try {
      readRolePolicy(asText(policy));
    } catch (error) {
      throw new TypeError(`${where}: the policy ${name} cannot be used: ${(error as Error).message}`);
    }
  }
}

/** A policy as the text that is kept; a text is kept byte for byte. */
export function asText(policy: PolicyDocument): string {
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}
