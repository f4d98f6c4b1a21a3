import { parseArn, partitionOf, type Tags } from "@log-destinations/core";
import { checkRolePolicy } from "@log-destinations/core/service";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { PolicyVersion, RoleVersion } from "../state/records.ts";
import { awsManagedPolicy, isAwsManaged } from "./aws-managed-policies.ts";
import { findPolicy } from "./policy-store.ts";
import { allRoles, putRole } from "./role-store.ts";

/** A role of the caller's account, as IAM's operations look at it. */
export interface Role extends RoleVersion {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
}

export interface Tag {
  Key: string;
  Value: string;
}

/** The ARN of a role or a policy of the caller's account. */
export function iamArn(
  { caller: { account, region } }: Call,
  kind: "policy" | "role",
  path: string,
  name: string,
): string {
  return `arn:${partitionOf(region).name}:iam::${account}:${kind}${path}${name}`;
}

/** The path and the name in the ARN of a role or policy. */
export function pathAndName(arn: string): { path: string; name: string } {
  const { resource = "" } = parseArn(arn) ?? {};
  const begin = resource.indexOf("/");
  const end = resource.lastIndexOf("/") + 1;
  return { path: resource.slice(begin, end), name: resource.slice(end) };
}

/** The roles of the caller's account, sorted by name. */
export function rolesOf({ state, caller }: Call): Role[] {
  return allRoles(state)
    .filter(([arn]) => parseArn(arn)?.account === caller.account)
    .map(([arn, { versions, creationTime }]) => ({
      arn,
      ...pathAndName(arn),
      creationTime,
      ...(versions.at(-1) as RoleVersion),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function findRoleByName(call: Call, name: string): Role | undefined {
  return rolesOf(call).find((role) => role.name === name);
}

/** @throws LogsError `NoSuchEntity` */
export function existingRole(call: Call, name: string): Role {
  const role = findRoleByName(call, name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** Writes a role with other attributes; an attribute that is `undefined` is taken away. */
export function changeRole(
  { state, now, settings: { propagation } }: Call,
  { arn, name: _, path: __, creationTime: ___, since: ____, ...role }: Role,
  attributes: { readonly [Name in keyof RoleVersion]?: RoleVersion[Name] | undefined },
): object {
  const changed = Object.entries({ ...role, ...attributes }).filter(([, value]) => value !== undefined);
  putRole(state, arn, Object.fromEntries(changed) as unknown as RoleVersion, { now, propagation });
  return {};
}

/** A managed policy of the caller's account or of AWS. */
export interface ManagedPolicy extends Partial<Omit<PolicyVersion, "document">> {
  readonly arn: string;
  /** JSON text; `undefined` for a policy of AWS without a document here. */
  readonly document: string | undefined;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
}

/** The day from which AWS's oldest managed policies are. */
const sinceEver = Date.UTC(2015, 1, 6);

/** @throws LogsError `NoSuchEntity` */
export function existingPolicy({ state, caller }: Call, arn: string): ManagedPolicy {
  if (isAwsManaged(arn)) return { arn, document: awsManagedPolicy(arn), creationTime: sinceEver, since: sinceEver };
  const record = parseArn(arn)?.account === caller.account ? findPolicy(state, arn) : undefined;
  const version = record?.versions.at(-1);
  if (!record || !version) throw noSuchEntity(`Policy ${arn} was not found.`);
  return { arn, creationTime: record.creationTime, ...version };
}

/**
 * Refuses a policy to attach that does not exist. A managed policy of AWS is taken whatever its name is.
 * @throws LogsError `NoSuchEntity`
 */
export function refuseMissingPolicy({ state, caller }: Call, arn: string): void {
  if (isAwsManaged(arn)) return;
  if (parseArn(arn)?.account === caller.account && findPolicy(state, arn)) return;
  throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}

/** @throws LogsError `MalformedPolicyDocument`, in words of our own: those of IAM depend on the fault */
export function refuseMalformed(document: string): void {
  const problem = checkRolePolicy(document);
  if (problem !== undefined) throw serviceError("MalformedPolicyDocument", `${problem} [LD3408]`);
}

export function noSuchEntity(message: string): Error {
  return serviceError("NoSuchEntity", message, 404);
}

export function tagsOf(list: readonly Tag[]): Tags {
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

export function tagList(tags: Tags = {}): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
