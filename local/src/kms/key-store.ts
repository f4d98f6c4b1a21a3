import { parseArn } from "@log-destinations/core";
import { defaultKeyPolicy, isAwsManagedKey, type KeyProperties } from "@log-destinations/core/service";
import { everywhere, type Location, scopeOf } from "../addresses/scopes.ts";
import type { KeyRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";

export function findKey(state: State, arn: string): KeyRecord | undefined {
  return state.table("keys").get(everywhere, arn);
}

/** Makes a key, or replaces it. */
export function putKey(state: State, arn: string, key: KeyRecord): void {
  state.put("keys", everywhere, arn, key);
}

/** Removes a key with its aliases, so that it is missing from then on. One that does not exist is passed over. */
export function removeKey(state: State, arn: string, time: number): void {
  if (!findKey(state, arn)) return;
  state.delete("keys", everywhere, arn);
  state.put("removed", everywhere, arn, { time });
}

/**
 * The ARN of a key of an account in a Region, by its id, its ARN, an alias or the ARN of an alias; `undefined` where
 * nothing is declared under that name. An ARN of a key is its own answer.
 */
export function keyArnOf(state: State, location: Location, name: string): string | undefined {
  const { service, resource = name, ...of } = parseArn(name) ?? {};
  if (service === "kms" && resource.startsWith("key/")) return name;
  const scope = service === "kms" ? scopeOf(of as Location) : scopeOf(location);
  const isNamed = (arn: string, { aliases }: KeyRecord): boolean =>
    arn.endsWith(`:key/${resource}`) || aliases.includes(resource);
  const found = state
    .table("keys")
    .named(everywhere, { limit: Infinity })
    .find(([arn, key]) => scopeOf(parseArn(arn) as Location) === scope && isNamed(arn, key));
  return found?.[0];
}

/** What decides about the use of a key; `undefined` where it is not declared, and for a key that AWS manages. */
export function keyProperties(state: State, location: Location, name: string): KeyProperties | undefined {
  const arn = isAwsManagedKey(name) ? undefined : keyArnOf(state, location, name);
  const key = arn === undefined ? undefined : findKey(state, arn);
  if (arn === undefined || !key) return undefined;
  const { keyState, keySpec, keyUsage, policy = defaultKeyPolicy(arn) } = key;
  return { arn, policy, keyState, keySpec, keyUsage };
}

/** Is a key missing? One that was never declared counts as healthy, also where `strict` is set. */
export function isKeyMissing(state: State, arn: string): boolean {
  return !findKey(state, arn) && state.table("removed").get(everywhere, arn) !== undefined;
}
