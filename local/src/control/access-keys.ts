import { partitionOf } from "@log-destinations/core";
import { accountIdPattern } from "@log-destinations/core/service";
import type { Caller } from "../service/call.ts";
import type { AccessKeyDeclaration, CallerIdentity } from "./declarations.ts";

/** Who stands behind which access key. In memory alone, as it holds secrets. */
export class AccessKeys {
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

  /** Signatures are checked as soon as there is a secret to check one with. */
  get checked(): boolean {
    return this.#checked;
  }

  #changed(): void {
    this.#checked = [...this.#declared.values()].some(({ secretAccessKey }) => secretAccessKey !== undefined);
  }

  secretOf(id: string): string | undefined {
    return this.#declared.get(id)?.secretAccessKey;
  }

  /** Whose key this is; `undefined` where it is neither declared nor an account id. */
  callerOf(id: string, region: string): Caller | undefined {
    const declared = this.#declared.get(id) ?? (accountIdPattern.test(id) ? { account: id } : undefined);
    return declared && callerAs({ ...declared, region });
  }
}

/** Who calls, of what is told of it. */
export function callerAs({ account, region, callerArn, principalId, passRole = ["*"] }: CallerIdentity): Caller {
  const root = `arn:${partitionOf(region).name}:iam::${account}:root`;
  return { account, region, arn: callerArn ?? root, principalId, passRole };
}
