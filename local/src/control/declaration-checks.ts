import {
  accountIdPattern,
  checkRolePolicy,
  describeShape,
  type FunctionPermission,
  isObject,
  isPolicyArn,
  isRoleArn,
  keyStates,
  logGroupClassShape,
  logGroupNameShape,
  type Members,
  memberViolations,
  organizationIdPattern,
  organizationPathPattern,
  parseFunctionArn,
  parseStreamArn,
  refuseUnknown,
  regionPattern,
  type Shape,
  showValue,
  tagKeyShape,
  tagValueShape,
} from "@log-destinations/core/service";
import { parseLogGroupArn } from "../addresses/log-group-arn.ts";
import { isAwsManaged } from "../iam/aws-managed-policies.ts";
import { shardCountShape } from "../kinesis/kinesis-shapes.ts";
import { logStreamNameShape, retentionShape } from "../logs/logs-shapes.ts";
import { deliveryStreamSources } from "../state/records.ts";
import type {
  AccessKeyDeclaration,
  AccountDeclaration,
  CallerDeclaration,
  CallerIdentity,
  Declarations,
  DeclaredPolicy,
  DeclaredRole,
  FunctionDeclaration,
  KeyDeclaration,
  LogGroupDeclaration,
  PolicyDeclaration,
  PolicyDocument,
  RoleDeclaration,
  StreamDeclaration,
} from "./declarations.ts";

type Shapes = Readonly<Record<string, Shape>>;

/** The entries that one member of the declarations can have. */
interface Kind {
  /** The form of an entry's name, for a person. */
  readonly namedBy: string;
  readonly isName: (name: string) => boolean;
  readonly members: Shapes;
}

type KindName = Exclude<keyof Declarations, "version">;

const account = { type: "string", pattern: accountIdPattern.source, inWords: "an account id of 12 digits" } as const;
const arn = { type: "string", pattern: "arn:[^:]+:[^:]+:[^:]*:[^:]*:.+", inWords: "an ARN" } as const;
const policy = { type: "string", inWords: "a policy, as an object or as JSON text" } as const;
const policyArn = {
  type: "string",
  pattern: "arn:[^:]+:iam::(aws|\\d{12}):policy/.+",
  inWords: "the ARN of a managed policy",
} as const;
const tags = { type: "map", key: tagKeyShape, value: tagValueShape } as const;

const callerMembers: Members<CallerDeclaration> = {
  account: { ...account, required: true },
  callerArn: arn,
  principalId: { type: "string", pattern: "\\w+", inWords: "a unique id such as AROAEXAMPLE" },
  passRole: { type: "list", member: { type: "string", inWords: "the ARN of a role, * and ? as in IAM" } },
};

const identityMembers: Members<CallerIdentity> = {
  ...callerMembers,
  region: { type: "string", required: true, pattern: regionPattern.source, inWords: "a Region such as eu-west-1" },
};

const accountMembers: Members<AccountDeclaration> = {
  organization: { type: "string", pattern: organizationIdPattern.source, inWords: "an id such as o-a1b2c3d4e5" },
  organizationPath: {
    type: "string",
    // A condition may compare with wildcards; the path of an account has none.
    pattern: `(?!.*\\*)${organizationPathPattern.source}`,
    inWords: "a path such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/",
  },
};

const accessKeyMembers: Members<AccessKeyDeclaration> = {
  ...callerMembers,
  secretAccessKey: { type: "string", min: 1, inWords: "a secret, not empty" },
};

const roleMembers: Members<RoleDeclaration> = {
  trust: { ...policy, required: true },
  permissions: { type: "map", key: { type: "string", inWords: "names" }, value: policy },
  managedPolicyArns: { type: "list", member: policyArn },
  permissionsBoundary: policyArn,
  description: { type: "string" },
  maxSessionDuration: { type: "integer", min: 3600, max: 43_200 },
  tags,
};

const policyMembers: Members<PolicyDeclaration> = {
  document: { ...policy, required: true },
  description: { type: "string" },
  tags,
};

const streamMembers: Members<StreamDeclaration> = {
  onDemand: { type: "boolean" },
  status: { type: "string", enum: ["ACTIVE", "CREATING", "DELETING", "UPDATING"] },
  shardCount: shardCountShape,
  kmsKeyArn: arn,
  source: { type: "string", enum: deliveryStreamSources },
  kinesisStreamArn: arn,
  pipelineLogGroups: { type: "list", member: logGroupNameShape },
};

const permissionMembers: Members<FunctionPermission> = {
  statementId: { type: "string", required: true, min: 1, inWords: "a statement id, not empty" },
  principal: { type: "string", required: true, min: 1, inWords: "a principal such as logs.amazonaws.com" },
  action: { type: "string", min: 1 },
  sourceArn: { type: "string", min: 1 },
  sourceAccount: { type: "string", min: 1 },
  principalOrgID: { type: "string", min: 1 },
  qualifier: { type: "string", min: 1 },
};

const functionMembers: Members<FunctionDeclaration> = {
  permissions: { type: "list", member: { type: "structure", members: permissionMembers } },
};

const logGroupMembers: Members<LogGroupDeclaration> = {
  logStreams: { type: "list", member: logStreamNameShape },
  retentionInDays: retentionShape,
  logGroupClass: logGroupClassShape,
  kmsKeyId: arn,
  deletionProtectionEnabled: { type: "boolean" },
};

const keyMembers: Members<KeyDeclaration> = {
  policy,
  keyState: { type: "string", enum: keyStates },
  keySpec: { type: "string", min: 1, inWords: "a kind of key such as SYMMETRIC_DEFAULT" },
  keyUsage: { type: "string", min: 1, inWords: "a use of keys such as ENCRYPT_DECRYPT" },
  aliases: {
    type: "list",
    member: { type: "string", pattern: "alias/(?!aws/)[a-zA-Z0-9/_-]+", inWords: "a name such as alias/logs" },
  },
};

const kinds: Readonly<Record<KindName, Kind>> = {
  accounts: { namedBy: account.inWords, isName: (name) => accountIdPattern.test(name), members: accountMembers },
  accessKeys: {
    namedBy: "an access key id of letters and digits",
    isName: (name) => /^\w{1,128}$/.test(name),
    members: accessKeyMembers,
  },
  roles: { namedBy: "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME", isName: isRoleArn, members: roleMembers },
  policies: {
    namedBy: "the ARN of a customer managed policy, arn:aws:iam::ACCOUNT:policy/NAME",
    isName: (name) => isPolicyArn(name) && !isAwsManaged(name),
    members: policyMembers,
  },
  streams: {
    namedBy: "the ARN of a Kinesis data stream or a Firehose stream",
    isName: (name) => parseStreamArn(name) !== undefined,
    members: streamMembers,
  },
  functions: {
    namedBy: "the ARN of a Lambda function without a qualifier, arn:aws:lambda:REGION:ACCOUNT:function:NAME",
    isName: (name) => {
      const address = parseFunctionArn(name);
      return address !== undefined && address.qualifier === undefined;
    },
    members: functionMembers,
  },
  logGroups: {
    namedBy: "the ARN of a log group, arn:aws:logs:REGION:ACCOUNT:log-group:NAME",
    isName: (name) => parseLogGroupArn(name) !== undefined,
    members: logGroupMembers,
  },
  keys: {
    namedBy: "the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID",
    isName: (name) => /^arn:[^:]+:kms:[^:]+:\d{12}:key\/[\w-]+$/.test(name),
    members: keyMembers,
  },
};

/**
 * Refuses declarations, from code or from a file, that cannot be used.
 * @throws TypeError that names the entry, what is wrong with it and what was expected. Secrets are not repeated.
 */
export function refuseInvalidDeclarations(declarations: unknown): asserts declarations is Declarations {
  refuseOther("declarations", declarations);
  const { version, ...byKind } = declarations;
  // In another version everything else may have another meaning.
  if (version !== undefined && version !== 1) {
    throw new TypeError(`the declarations are of version ${showValue(version)}; this package reads version 1 [LD3001]`);
  }
  refuseUnknown(byKind, kinds, "kind of declaration");
  for (const [name, entries] of Object.entries(byKind)) {
    if (entries === undefined) continue;
    refuseOther(name, entries);
    for (const [id, entry] of Object.entries(entries)) refuseInvalidEntry(name as KindName, id, entry);
  }
}

/** @throws TypeError that names what is wrong and what was expected */
export function refuseInvalidIdentity(identity: unknown): asserts identity is CallerIdentity {
  refuseInvalidMembers("identity", identityMembers, identity);
}

function refuseInvalidEntry(kind: KindName, name: string, entry: unknown): void {
  const { isName, namedBy, members } = kinds[kind];
  const where = `${kind}[${JSON.stringify(name)}]`;
  if (!isName(name)) throw new TypeError(`${where}: expected ${namedBy} [LD3002]`);
  const checked = withPoliciesAsText(kind, where, entry);
  refuseInvalidMembers(where, members, checked);
  if (kind === "accounts") refuseContradiction(where, checked as AccountDeclaration);
  if (kind === "roles") refuseUnreadablePolicies(where, policiesOf(checked as DeclaredRole));
  if (kind === "policies") refuseUnreadablePolicies(where, [["document", (checked as DeclaredPolicy).document]]);
  if (kind === "streams") refuseMembersOfOtherStreams(where, name, checked as StreamDeclaration);
  if (kind === "keys") refuseUnreadablePolicies(where, keyPoliciesOf(checked as KeyDeclaration));
}

function refuseInvalidMembers(where: string, members: Shapes, entry: unknown): void {
  refuseOther(where, entry);
  refuseUnknown(entry, members, `member in ${where}:`);
  for (const [member, value] of Object.entries(entry)) {
    // For the shapes null is absent, as it is for the service.
    if (value === null) refuse(where, members, member, "null");
  }
  const [broken] = memberViolations(members, entry);
  if (broken?.member === "secretAccessKey") refuse(where, members, broken.member, "wrong");
  if (broken) throw new TypeError(`${where}.${broken.message} [LD3004]`);
}

function refuse(where: string, members: Shapes, member: string, got: string): never {
  throw new TypeError(`${where}.${member} is ${got}; expected ${describeShape(members[member] as Shape)} [LD3011]`);
}

/** Refuses what is not an object. A text in the place of an access key may be its secret, and is not repeated. */
function refuseOther(where: string, value: unknown): asserts value is Record<string, unknown> {
  if (isObject(value)) return;
  const got = where.startsWith("accessKeys") ? "wrong" : showValue(value);
  throw new TypeError(`${where} is ${got}; expected an object [LD3003]`);
}

function refuseContradiction(where: string, { organization, organizationPath }: AccountDeclaration): void {
  const begins = organizationPath === undefined ? undefined : organizationOf(organizationPath);
  if (organization === undefined || begins === undefined || organization === begins) return;
  throw new TypeError(
    `${where}.organizationPath is of the organization ${begins}, and organization is ${organization}; leave one out [LD3005]`,
  );
}

function refuseMembersOfOtherStreams(where: string, streamArn: string, declared: StreamDeclaration): void {
  const isKinesis = parseStreamArn(streamArn)?.service === "kinesis";
  if (!isKinesis && declared.shardCount !== undefined) {
    throw new TypeError(`${where}.shardCount: a Firehose stream has no shards; leave it out [LD3006]`);
  }
  if (isKinesis && declared.source !== undefined) {
    throw new TypeError(`${where}.source: a Kinesis data stream has no source; leave it out [LD3070]`);
  }
  if (declared.kinesisStreamArn !== undefined && declared.source !== "KinesisStreamAsSource") {
    throw new TypeError(
      `${where}.kinesisStreamArn: a stream whose source is not KinesisStreamAsSource reads no stream; leave it out, or add that source [LD3089]`,
    );
  }
}

/** An entry whose policies are text, as the shapes expect. A policy that is neither object nor text is left as it is. */
function withPoliciesAsText(kind: KindName, where: string, entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const asText = ([name, policy]: [string, unknown]): [string, unknown] => {
    try {
      return [name, isObject(policy) ? JSON.stringify(policy) : policy];
    } catch (error) {
      throw unusable(where, name, (error as Error).message);
    }
  };
  const texts = (of: unknown) => (isObject(of) ? Object.fromEntries(Object.entries(of).map(asText)) : of);
  if (kind === "policies") return { ...entry, ...(texts({ document: entry.document }) as object) };
  if (kind === "keys") return { ...entry, ...(texts("policy" in entry ? { policy: entry.policy } : {}) as object) };
  if (kind !== "roles") return entry;
  return { ...entry, ...(texts({ trust: entry.trust }) as object), permissions: texts(entry.permissions) };
}

function policiesOf({ trust, permissions = {} }: DeclaredRole): [name: string, policy: string][] {
  return [["trust", trust], ...Object.entries(permissions)];
}

function keyPoliciesOf({ policy }: KeyDeclaration): [name: string, policy: string][] {
  return policy === undefined ? [] : [["policy", policyText(policy)]];
}

function refuseUnreadablePolicies(where: string, policies: readonly [name: string, policy: string][]): void {
  for (const [name, policy] of policies) {
    const problem = checkRolePolicy(policy);
    if (problem !== undefined) throw unusable(where, name, problem);
  }
}

function unusable(where: string, policyName: string, problem: string): TypeError {
  return new TypeError(`${where}: the policy ${policyName} cannot be used: ${problem} [LD3007]`);
}

/** The organization that a path begins with. */
export function organizationOf(organizationPath: string): string {
  return organizationPath.slice(0, organizationPath.indexOf("/"));
}

/** The text of a policy, as it is kept; a policy that is text is kept byte for byte. */
export function policyText(policy: PolicyDocument): string {
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}
