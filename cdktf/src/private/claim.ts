import { type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const claims = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Claims a thing in AWS for one construct of the app. Two that put the same thing would undo each other with each apply,
 * and neither Terraform nor the service says so.
 *
 * @param thing how an error names it
 * @param key what makes it that one thing
 */
export function claim(owner: IConstruct, thing: string, key: readonly (string | undefined)[], remedy: string): void {
  const root = owner.node.root;
  const owners = claims.get(root) ?? new Map<string, IConstruct>();
  claims.set(root, owners);
  const place = JSON.stringify(key);
  const current = owners.get(place) ?? owner;
  if (current !== owner) throw new Error(`${thing} belongs to ${current.node.path} already; ${remedy}`);
  owners.set(place, owner);
}

/** Does a construct of the app claim it? */
export function isClaimed(scope: IConstruct, key: readonly (string | undefined)[]): boolean {
  return claims.get(scope.node.root)?.has(JSON.stringify(key)) ?? false;
}

/** What tells the account and Region of a resource from those of others in the app. */
export function placeOf(scope: IConstruct, provider?: TerraformProvider, region?: string): string[] {
  return [(provider ?? TerraformStack.of(scope)).node.path, region ?? ""];
}
