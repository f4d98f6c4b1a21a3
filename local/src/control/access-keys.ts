import { partitionOf } from "@log-destinations/core";
import { accountIdPattern } from "@log-destinations/core/service";
import type { Caller } from "../service/call.ts";
import { RoleSessions } from "../service/role-sessions.ts";
import type { AccessKeyDeclaration, CallerIdentity } from "./declarations.ts";

/** Access keys, with their callers and secrets; in memory alone, as secrets must not be stored. */
export class AccessKeys {
  /** The keys that AssumeRole gave out. */
  readonly sessions: RoleSessions = new RoleSessions();
  readonly #declared = new Map<string, AccessKeyDeclaration>();
  #checked = false;

  put(id: string, declaration: AccessKeyDeclaration): void {
    this.#declared.set(id, { ...declaration });
    this.#changed();
  }

  delete(id: string): void {
    this.#declared.delete(id);
    this.#changed();
  }

  /** Are signatures checked? They are as soon as one key has a secret. */
  get checked(): boolean {
    return this.#checked;
  }

  #changed(): void {
    this.#checked = [...this.#declared.values()].some(({ secretAccessKey }) => secretAccessKey !== undefined);
  }

  secretOf(id: string): string | undefined {
    const session = this.#checked ? this.sessions.find(id) : undefined;
    return (session ?? this.#declared.get(id))?.secretAccessKey;
  }

  /** The caller who has this key; `undefined` where the key is neither declared nor an account id. */
  callerOf(id: string, region: string): Caller | undefined {
    const declared =
      this.sessions.find(id)?.caller ??
      this.#declared.get(id) ??
      (accountIdPattern.test(id) ? { account: id } : undefined);
    return declared && callerAs({ ...declared, region });
  }
}

/** A caller with the defaults filled in. */
export function callerAs({ account, region, callerArn, principalId, passRole = ["*"] }: CallerIdentity): Caller {
  const root = `arn:${partitionOf(region).name}:iam::${account}:root`;
  return { account, region, arn: callerArn ?? root, principalId, passRole };
}
