import type { AppResources } from "./app-resources";
import { kmsKeyForm } from "./arn-form";
import { defaultKeyPolicy, isAwsManagedKey, type KeyProperties } from "./core";
import { holdsExpression, loosened } from "./loosened-policy";
import type { PlacedResource } from "./pipeline";
import { accountId } from "./sign-in";

/** The customer managed key that encrypts a stream. */
export interface KeyInApp {
  /** Its ARN, id or alias, its references as `PlacedResource` has them. */
  readonly text: string;
  /** The same, where it is the literal ARN of the key. */
  readonly literal?: string;
  /** The key itself, where the app makes it. */
  readonly resource?: PlacedResource;
}

/** The customer managed key of a stream of the app; `undefined` where it has none, and where only Terraform knows. */
export function keyOfStream(resources: AppResources, { type, attributes }: PlacedResource): KeyInApp | undefined {
  if (type === "aws_kinesis_stream") {
    const { encryption_type, kms_key_id } = attributes;
    return encryption_type === "KMS" ? customerKey(resources, kms_key_id) : undefined;
  }
  const [encryption] = [attributes.server_side_encryption].flat();
  const { enabled, key_type, key_arn } = (encryption ?? {}) as Record<string, unknown>;
  return enabled === true && key_type === "CUSTOMER_MANAGED_CMK" ? customerKey(resources, key_arn) : undefined;
}

function customerKey(resources: AppResources, text: unknown): KeyInApp | undefined {
  if (typeof text !== "string") return undefined;
  if (!holdsExpression(text))
    return isAwsManagedKey(text) ? undefined : { text, literal: kmsKeyForm.fits(text) ? text : undefined };
  const resource = resources.keyBehind(text);
  return resource && { text, resource };
}

/**
 * What decides whether something can be encrypted with a key of the app. Its policy allows the role whatever the one in AWS may
 * come to allow it.
 *
 * @param role who is to use it
 */
export function keyProperties(resources: AppResources, key: PlacedResource, role?: PlacedResource): KeyProperties {
  const { type, attributes } = key;
  const value = (name: string, otherwise: string): string => {
    const given = attributes[name];
    return type !== "aws_kms_key" || typeof given !== "string" || holdsExpression(given) ? otherwise : given;
  };
  return {
    arn: key.address,
    policy: policyOf(resources, key, role) ?? defaultKeyPolicy(`arn:aws:kms::${roleAccount(role)}:key/key`),
    keyState: type === "aws_kms_key" && attributes.is_enabled === false ? "Disabled" : "Enabled",
    keySpec: value("customer_master_key_spec", "SYMMETRIC_DEFAULT"),
    keyUsage: value("key_usage", "ENCRYPT_DECRYPT"),
  };
}

/**
 * Does the app show who may use a key, so that a role needs a permission for it? The policy of a key from elsewhere may name a
 * role by itself, unless that is made here.
 */
export function isDecidedByRole(resources: AppResources, { resource: key }: KeyInApp, isOwnRole: boolean): boolean {
  if (key === undefined) return isOwnRole;
  const given = policyTextOf(resources, key);
  if (key.type !== "aws_kms_key" || (given !== undefined && loosened(given, {}) === undefined)) return false;
  if (resources.isHandedOn([key.address])) return false;
  const grants = keyIndex(resources, "aws_kms_grant");
  return !grants.has(key.address) && !grants.has("");
}

function policyOf(resources: AppResources, key: PlacedResource, role: PlacedResource | undefined): string | undefined {
  return loosened(policyTextOf(resources, key), {
    resource: () => "*",
    principal: (text) => (isAway(text, role) ? text : "*"),
  });
}

function policyTextOf(resources: AppResources, key: PlacedResource): unknown {
  const [apart] = keyIndex(resources, "aws_kms_key_policy").get(key.address) ?? [];
  return (apart ?? key).attributes.policy;
}

/** What is about a key, by the key's address; by an empty text where only Terraform knows the key. */
function keyIndex(resources: AppResources, type: string): ReadonlyMap<string, readonly PlacedResource[]> {
  return resources.indexed(type, "key", ({ attributes }) => [
    resources.keyBehind(String(attributes.key_id))?.address ?? (holdsExpression(attributes.key_id) ? "" : "literal"),
  ]);
}

/** Is a principal another one than the role and the root user of its account? */
function isAway(principal: string, role: PlacedResource | undefined): boolean {
  if (holdsExpression(principal)) return false;
  const [account] = /\d{12}/.exec(principal) ?? [];
  // A service, such as logs.eu-west-1.amazonaws.com.
  if (account === undefined) return /\.amazonaws\.com/.test(principal);
  const own = role && accountId(role.account);
  return own !== undefined && account !== own;
}

function roleAccount(role: PlacedResource | undefined): string {
  return (role && accountId(role.account)) ?? "000000000000";
}
