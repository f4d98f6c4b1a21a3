import { Buffer } from "node:buffer";
import { parseArn } from "@log-destinations/core";
import {
  type KeyProperties,
  parseFunctionArn,
  parseStreamArn,
  refuseUnknown,
  type StreamAddress,
} from "@log-destinations/core/service";
import { type LogGroupAddress, parseLogGroupArn } from "../addresses/log-group-arn.ts";
import { everywhere, type Location } from "../addresses/scopes.ts";
import { awsManagedPolicy, awsManagedPolicyArns } from "../iam/aws-managed-policies.ts";
import { findPolicy, policyArnsOf, putPolicy, rolesWithPolicy } from "../iam/policy-store.ts";
import { allRoles, findRole, putRole, removeRole } from "../iam/role-store.ts";
import { isKept } from "../kinesis/record-store.ts";
import { onDemandShards } from "../kinesis/stream-operations.ts";
import { findStream, putStream, removeStream } from "../kinesis/stream-store.ts";
import { findKey, keyArnOf, keyProperties, putKey, removeKey } from "../kms/key-store.ts";
import { findFunction, invocationsOf, putFunction, removeFunction } from "../lambda/function-store.ts";
import type { FunctionInvocation } from "../lambda/invocation.ts";
import { addLogStream, findGroup, logStreamNames, putGroup, removeGroup } from "../logs/group-store.ts";
import type { Settings } from "../service/settings.ts";
import type { State } from "../state/state.ts";
import type { AccessKeys } from "./access-keys.ts";
import { organizationOf, policyText, refuseInvalidDeclarations } from "./declaration-checks.ts";
import type {
  AccountDeclaration,
  Declarations,
  DeclaredKey,
  DeclaredPolicy,
  DeclaredRole,
  FunctionDeclaration,
  LogGroupDeclaration,
  StreamDeclaration,
  Withdrawal,
} from "./declarations.ts";
import { withKeptPermissions } from "./kept-permissions.ts";
import { policyVersionOf, refuseAttachedPolicies, refuseMissingPolicies, roleVersionOf } from "./role-declarations.ts";

/** One record of a stream. */
export interface ReceivedRecord {
  readonly partitionKey: string;
  /** The bytes as they were written; CloudWatch Logs delivers gzip. */
  readonly data: Uint8Array;
  /** The time of arrival, in milliseconds since the epoch. */
  readonly time: number;
}

export interface DeclareOptions {
  /**
   * Keep the policies and attachments of a role that the declarations do not name.
   * @default false: a declared role has the declared policies and attachments alone
   */
  readonly keepPermissions?: boolean | undefined;
}

const knownOptions: Record<keyof DeclareOptions, true> = { keepPermissions: true };

const withdrawalKinds: Record<keyof Withdrawal, true> = {
  accounts: true,
  accessKeys: true,
  roles: true,
  policies: true,
  streams: true,
  functions: true,
  logGroups: true,
  keys: true,
};

/**
 * Declares what the Logs API has no operations for (organizations of accounts, access keys, roles, streams), and log
 * groups, which the typed methods do not make. Declarations can be read back and withdrawn.
 */
export class Control {
  readonly #state: State;
  readonly #accessKeys: AccessKeys;
  readonly #settings: Settings;
  readonly #clock: () => number;

  constructor(state: State, accessKeys: AccessKeys, settings: Settings, clock: () => number) {
    this.#state = state;
    this.#accessKeys = accessKeys;
    this.#settings = settings;
    this.#clock = clock;
  }

  /**
   * Declares everything or, if it throws, nothing. A change of a role takes effect after the propagation time.
   * @throws TypeError that names the entry that is wrong, or an unknown option
   */
  declare(declarations: Declarations, options: DeclareOptions = {}): void {
    refuseInvalidDeclarations(declarations);
    refuseUnknown(options, knownOptions);
    const { keepPermissions = false } = options;
    const {
      accounts = {},
      accessKeys = {},
      roles: declared = {},
      policies = {},
      streams = {},
      functions = {},
      logGroups = {},
      keys = {},
    } = declarations;
    const roles = keepPermissions ? withKeptPermissions(declared, (arn) => this.role(arn)) : declared;
    refuseMissingPolicies(this.#state, roles, policies);
    const now = this.#clock();
    const time = { now, propagation: this.#settings.propagation };
    this.#state.transact(() => {
      for (const [id, account] of Object.entries(accounts)) {
        const { organizationPath: path, organization = path && organizationOf(path) } = account;
        this.#state.put("accounts", everywhere, id, { ...account, ...(organization && { organization }) });
      }
      for (const [arn, role] of Object.entries(roles)) putRole(this.#state, arn, roleVersionOf(role), time);
      for (const [arn, policy] of Object.entries(policies)) {
        putPolicy(this.#state, arn, policyVersionOf(policy), time);
      }
      for (const [arn, declared] of Object.entries(streams)) {
        const target = parseStreamArn(arn) as StreamAddress;
        const creationTime = findStream(this.#state, target)?.creationTime ?? now;
        const shardCount = declared.onDemand ? onDemandShards : 1;
        putStream(this.#state, target, { arn, status: "ACTIVE", shardCount, ...declared, creationTime });
      }
      for (const [arn, { permissions = [] }] of Object.entries(functions)) {
        putFunction(this.#state, arn, structuredClone({ permissions }));
      }
      for (const [arn, { policy, aliases = [], ...declared }] of Object.entries(keys)) {
        const kind = { keyState: "Enabled", keySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" } as const;
        const text = policy === undefined ? {} : { policy: policyText(policy) };
        putKey(this.#state, arn, { ...kind, ...declared, ...text, aliases });
      }
      for (const [arn, { logStreams = [], ...attributes }] of Object.entries(logGroups)) {
        const address = parseLogGroupArn(arn) as LogGroupAddress;
        const existing = findGroup(this.#state, address) ?? { creationTime: now, tags: {} };
        putGroup(this.#state, address, { ...existing, ...attributes });
        for (const name of logStreams) addLogStream(this.#state, address, name, now);
      }
    });
    for (const [id, key] of Object.entries(accessKeys)) this.#accessKeys.put(id, key);
  }

  /**
   * Removes the named entries at once, a stream with its records. A role or stream that was removed is missing, also
   * where one that was never declared counts as healthy. Names without an entry are passed over.
   * @throws TypeError for a kind that cannot be declared, and for a policy that a remaining role has: nothing is removed
   */
  withdraw(withdrawal: Withdrawal): void {
    refuseUnknown(withdrawal, withdrawalKinds, "kind of declaration");
    const { accounts = [], accessKeys = [], roles = [], policies = [], streams = [] } = withdrawal;
    const { logGroups = [], keys = [], functions = [] } = withdrawal;
    refuseAttachedPolicies(this.#state, policies, roles);
    const now = this.#clock();
    this.#state.transact(() => {
      for (const id of accounts) this.#state.delete("accounts", everywhere, id);
      for (const arn of roles) removeRole(this.#state, arn, now);
      for (const arn of keys) removeKey(this.#state, arn, now);
      for (const arn of policies) this.#state.delete("policies", everywhere, arn);
      for (const arn of streams) {
        const target = parseStreamArn(arn);
        if (target) removeStream(this.#state, target, now);
      }
      for (const arn of functions) {
        const address = parseFunctionArn(arn);
        if (address) removeFunction(this.#state, address, now);
      }
      for (const arn of logGroups) {
        const address = parseLogGroupArn(arn);
        if (address) removeGroup(this.#state, address);
      }
    });
    for (const id of accessKeys) this.#accessKeys.delete(id);
  }

  /** The declaration of an account; `undefined` where there is none. */
  account(id: string): AccountDeclaration | undefined {
    return structuredClone(this.#state.table("accounts").get(everywhere, id));
  }

  /** The account of an access key; `undefined` where the key is neither declared nor an account's id. */
  accountOf(accessKeyId: string): string | undefined {
    return this.#accessKeys.callerOf(accessKeyId, "us-east-1")?.account;
  }

  /** The role as it was last declared, its policies as text; `undefined` where there is none. */
  role(arn: string): DeclaredRole | undefined {
    const { since: _, ...role } = findRole(this.#state, arn)?.versions.at(-1) ?? { since: undefined };
    return "trust" in role ? structuredClone(role) : undefined;
  }

  /** The ARNs of an account's roles. */
  roleArns(account: string): string[] {
    return allRoles(this.#state)
      .map(([arn]) => arn)
      .filter((arn) => parseArn(arn)?.account === account);
  }

  /** The managed policy as it was last declared, or as AWS has it; `undefined` where there is none here. */
  policy(arn: string): DeclaredPolicy | undefined {
    const builtIn = awsManagedPolicy(arn);
    if (builtIn !== undefined) return { document: builtIn };
    const { since: _, ...policy } = findPolicy(this.#state, arn)?.versions.at(-1) ?? { since: undefined };
    return "document" in policy ? structuredClone(policy) : undefined;
  }

  /** The ARNs of an account's managed policies; of the account `aws`, those of AWS whose documents are known here. */
  policyArns(account: string): string[] {
    return account === "aws" ? awsManagedPolicyArns() : policyArnsOf(this.#state, account);
  }

  /** The ARNs of the roles that a managed policy is attached to, or that it limits as their permissions boundary. */
  rolesWithPolicy(policyArn: string): string[] {
    return rolesWithPolicy(this.#state, policyArn);
  }

  /** The stream, whether declared or made by `CreateStream`; `undefined` where there is none. */
  stream(arn: string): StreamDeclaration | undefined {
    const target = parseStreamArn(arn);
    const found = target && findStream(this.#state, target);
    if (!found) return undefined;
    const { status, shardCount, onDemand, kmsKeyArn, source, kinesisStreamArn, pipelineLogGroups } = found;
    const encrypted = kmsKeyArn !== undefined && { kmsKeyArn };
    const from = { ...(source && { source }), ...(kinesisStreamArn !== undefined && { kinesisStreamArn }) };
    const logged = pipelineLogGroups && { pipelineLogGroups: [...pipelineLogGroups] };
    return { status, shardCount, ...(onDemand && { onDemand }), ...encrypted, ...from, ...logged };
  }

  /** The function as it was last declared; `undefined` where there is none. */
  function(arn: string): FunctionDeclaration | undefined {
    const address = parseFunctionArn(arn);
    return structuredClone(address && findFunction(this.#state, address));
  }

  /** The log group, whether declared or made by `CreateLogGroup`; `undefined` where there is none. */
  logGroup(arn: string): LogGroupDeclaration | undefined {
    const address = parseLogGroupArn(arn);
    const found = address && findGroup(this.#state, address);
    if (!found) return undefined;
    const { logGroupName, creationTime, tags, ...attributes } = found;
    return { logStreams: logStreamNames(this.#state, address), ...attributes };
  }

  /** The key as it was last declared, its policy as text; `undefined` where there is none. */
  key(arn: string): DeclaredKey | undefined {
    return structuredClone(findKey(this.#state, arn));
  }

  /**
   * The ARN of a key of an account in a Region, by its id, its ARN, an alias or the ARN of an alias; `undefined` where
   * nothing is declared under that name.
   */
  keyArn(location: Location, name: string): string | undefined {
    return keyArnOf(this.#state, location, name);
  }

  /**
   * What decides about the use of a key, by a name that {@link keyArn} takes; `undefined` where it is not declared, and for
   * a key that AWS manages.
   */
  keyProperties(location: Location, name: string): KeyProperties | undefined {
    return keyProperties(this.#state, location, name);
  }

  /**
   * The invocations of a Lambda function by subscriptions of the last 24 hours, in their order.
   * @param functionArn with a qualifier, only those of that version or alias
   * @throws TypeError for a text that is not the ARN of a function
   */
  invocations(functionArn: string): FunctionInvocation[] {
    const address = parseFunctionArn(functionArn);
    if (!address) {
      throw new TypeError(
        `functionArn is ${JSON.stringify(functionArn)}; expected the ARN of a Lambda function [LD3012]`,
      );
    }
    return invocationsOf(this.#state, address, this.#clock());
  }

  /**
   * The records of a Kinesis or Firehose stream of the last 24 hours, shard by shard in the order of arrival.
   * @throws TypeError for a text that is not the ARN of such a stream
   */
  records(streamArn: string): ReceivedRecord[] {
    if (!parseStreamArn(streamArn)) {
      throw new TypeError(
        `streamArn is ${JSON.stringify(streamArn)}; expected the ARN of a Kinesis data stream or a Firehose stream [LD3010]`,
      );
    }
    const now = this.#clock();
    return this.#state
      .table("streamData")
      .all(streamArn)
      .filter((record) => isKept(record, now))
      .map(({ data, ...record }) => ({ ...record, data: new Uint8Array(Buffer.from(data, "base64")) }));
  }
}
