import { Buffer } from "node:buffer";
import { parseArn } from "@log-destinations/core";
import { parseTarget, streamScope, type Target } from "../delivery/target.ts";
import { putRole } from "../iam/propagation.ts";
import { deleteStreamData } from "../kinesis/data.ts";
import { onDemandShards } from "../kinesis/streams.ts";
import type { World } from "../service/call.ts";
import { everywhere } from "../state/records.ts";
import type { State } from "../state/state.ts";
import type { AccessKeys } from "./access-keys.ts";
import { asText, checkDeclarations } from "./check.ts";
import type {
  AccountDeclaration,
  Declarations,
  RoleDeclaration,
  StreamDeclaration,
  Withdrawal,
} from "./declarations.ts";

/** One record as a stream got it. */
export interface ReceivedRecord {
  readonly partitionKey: string;
  /** As it was written; what CloudWatch Logs delivers is gzip. */
  readonly data: Uint8Array;
  /** When it arrived, in milliseconds since the epoch. */
  readonly time: number;
}

/** A role as it was declared, its policies as text. */
export interface DeclaredRole extends RoleDeclaration {
  readonly trust: string;
  readonly permissions: Readonly<Record<string, string>>;
}

/**
 * Declares what the Logs API has no place for: the organizations of accounts, access keys, roles and streams. What was
 * declared can be read back and withdrawn.
 */
export class Control {
  readonly #state: State;
  readonly #accessKeys: AccessKeys;
  readonly #world: World;
  readonly #clock: () => number;

  constructor(state: State, accessKeys: AccessKeys, world: World, clock: () => number) {
    this.#state = state;
    this.#accessKeys = accessKeys;
    this.#world = world;
    this.#clock = clock;
  }

  /**
   * Declares all of it, or nothing. A change of a role is seen after the propagation time.
   * @throws TypeError that names the entry that is wrong
   */
  declare(declarations: Declarations): void {
    checkDeclarations(declarations);
    const { accounts = {}, accessKeys = {}, roles = {}, streams = {} } = declarations;
    const now = this.#clock();
    this.#state.transact(() => {
      for (const [id, account] of Object.entries(accounts)) this.#state.put("accounts", everywhere, id, { ...account });
      for (const [arn, { trust, permissions = {} }] of Object.entries(roles)) {
        const texts = Object.entries(permissions).map(([name, policy]) => [name, asText(policy)]);
        const role = { trust: asText(trust), permissions: Object.fromEntries(texts) };
        putRole(this.#state, arn, role, { now, propagation: this.#world.propagation });
      }
      for (const [arn, declared] of Object.entries(streams)) {
        const target = parseTarget(arn) as Target;
        const scope = streamScope(target);
        const creationTime = this.#state.table("streams").get(scope, target.name)?.creationTime ?? now;
        const stream = {
          arn,
          status: "ACTIVE",
          shardCount: declared.onDemand ? onDemandShards : 1,
          ...declared,
          creationTime,
        } as const;
        this.#state.put("streams", scope, target.name, stream);
      }
    });
    for (const [id, key] of Object.entries(accessKeys)) this.#accessKeys.put(id, key);
  }

  /** Forgets what is named, at once; a stream's records too. What is not there is passed over. */
  withdraw({ accounts = [], accessKeys = [], roles = [], streams = [] }: Withdrawal): void {
    this.#state.transact(() => {
      for (const id of accounts) this.#state.delete("accounts", everywhere, id);
      for (const arn of roles) this.#state.delete("roles", everywhere, arn);
      for (const arn of streams) {
        const target = parseTarget(arn);
        if (!target) continue;
        this.#state.delete("streams", streamScope(target), target.name);
        deleteStreamData(this.#state, arn);
      }
    });
    for (const id of accessKeys) this.#accessKeys.delete(id);
  }

  /** The account as it was declared; `undefined` where it was not. */
  account(id: string): AccountDeclaration | undefined {
    return structuredClone(this.#state.table("accounts").get(everywhere, id));
  }

  /** The account of an access key; `undefined` where the key is neither declared nor an account's id. */
  accountOf(accessKeyId: string): string | undefined {
    return this.#accessKeys.callerOf(accessKeyId, "us-east-1")?.account;
  }

  /** The role as it was last declared, its policies as text; `undefined` where there is none. */
  role(arn: string): DeclaredRole | undefined {
    const newest = this.#state.table("roles").get(everywhere, arn)?.versions.at(-1);
    return newest && { trust: newest.trust, permissions: { ...newest.permissions } };
  }

  /** The ARNs of an account's roles. */
  roleArns(account: string): string[] {
    const roles = this.#state.table("roles").named(everywhere, { limit: Infinity });
    return roles.map(([arn]) => arn).filter((arn) => parseArn(arn)?.account === account);
  }

  /** The stream, declared here or made by `CreateStream`; `undefined` where there is none. */
  stream(arn: string): StreamDeclaration | undefined {
    const target = parseTarget(arn);
    const found = target && this.#state.table("streams").get(streamScope(target), target.name);
    if (!found) return undefined;
    const { status, shardCount, onDemand, kmsKeyArn } = found;
    return { status, shardCount, ...(onDemand && { onDemand }), ...(kmsKeyArn !== undefined && { kmsKeyArn }) };
  }

  /** All records that a Kinesis or Firehose stream got and still has, shard by shard in the order of their arrival. */
  records(streamArn: string): ReceivedRecord[] {
    return this.#state
      .table("streamData")
      .all(streamArn)
      .map(({ data, ...record }) => ({ ...record, data: new Uint8Array(Buffer.from(data, "base64")) }));
  }
}
