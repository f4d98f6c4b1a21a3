import { defaultKeyPolicy } from "@log-destinations/core/service";
import type { DeclaredKey } from "@log-destinations/local";
import { keyArn } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import { unknown, type Values } from "../protocol/types.ts";
import { all, inRange, lengthInRange, oneOf, requiredWith, validJsonPolicy } from "../resource-type/checks.ts";
import { keepEquivalent } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/** The kinds of keys, of KMS's model. */
const keySpecs = [
  ...["SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2"],
  ...["ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519"],
  ...["ML_DSA_44", "ML_DSA_65", "ML_DSA_87"],
];

/** A key, by what decides about its use: its policy, kind and state. `internal/service/kms/key.go` of the real provider. */
export const kmsKey: ResourceType = {
  displayName: "KMS Key",
  nameAttribute: "key_id",
  modelled: [
    ...["policy", "is_enabled", "key_usage", "customer_master_key_spec", "description", "deletion_window_in_days"],
    ...["enable_key_rotation", "rotation_period_in_days", "bypass_policy_lockout_safety_check", "timeouts"],
  ],
  keptBeside: [
    ...["custom_key_store_id", "xks_key_id", "description", "enable_key_rotation", "rotation_period_in_days"],
    ...["tags", "tags_all"],
  ],
  requiresReplace: ["custom_key_store_id", "customer_master_key_spec", "key_usage", "multi_region", "xks_key_id"],
  defaults: {
    bypass_policy_lockout_safety_check: false,
    customer_master_key_spec: "SYMMETRIC_DEFAULT",
    enable_key_rotation: false,
    is_enabled: true,
    key_usage: "ENCRYPT_DECRYPT",
  },
  jsonArguments: { policy: "minified" },
  checks: {
    policy: validJsonPolicy,
    description: lengthInRange(0, 8192),
    custom_key_store_id: lengthInRange(1, 22),
    xks_key_id: all(requiredWith("custom_key_store_id"), lengthInRange(1, 128)),
    customer_master_key_spec: oneOf(...keySpecs),
    key_usage: oneOf("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
    deletion_window_in_days: inRange(7, 30),
    rotation_period_in_days: all(requiredWith("enable_key_rotation"), inRange(90, 2560)),
  },

  create(context, planned) {
    const { control } = context;
    const multiRegion = planned.multi_region === true;
    const key_id = multiRegion ? `mrk-${crypto.randomUUID().replaceAll("-", "")}` : crypto.randomUUID();
    const arn = keyArn(context, key_id);
    control.declare({ keys: { [arn]: keyOf(planned) } });
    return {
      id: key_id,
      key_id,
      arn,
      multi_region: multiRegion,
      description: optionalText(planned, "description") ?? "",
      policy: optionalText(planned, "policy") ?? defaultKeyPolicy(arn),
      rotation_period_in_days: rotationOf(planned),
    };
  },

  read(context, state) {
    const found = usableKey(context, text(state, "arn"));
    return found && attributesOf(state, text(state, "arn"), found);
  },

  update({ control }, planned) {
    const arn = text(planned, "arn");
    const { aliases = [] } = control.key(arn) ?? {};
    control.declare({ keys: { [arn]: { ...keyOf(planned), aliases } } });
    return { rotation_period_in_days: rotationOf(planned) };
  },

  // The key waits for its deletion, and cannot be used.
  delete({ control }, state) {
    const arn = text(state, "arn");
    const found = control.key(arn);
    if (found) control.declare({ keys: { [arn]: { ...found, keyState: "PendingDeletion" } } });
  },

  import(context, id) {
    return { id, key_id: id, arn: keyArn(context, id), description: "", multi_region: id.startsWith("mrk-") };
  },
};

/** A key that does not wait for its deletion; the real provider takes one that does for gone. */
export function usableKey({ control }: ResourceContext, arn: string): DeclaredKey | undefined {
  const found = control.key(arn);
  return found?.keyState === "PendingDeletion" ? undefined : found;
}

function keyOf(planned: Values): DeclaredKey {
  const policy = optionalText(planned, "policy");
  return {
    ...(policy !== undefined && { policy }),
    keyState: planned.is_enabled === false ? "Disabled" : "Enabled",
    keySpec: text(planned, "customer_master_key_spec"),
    keyUsage: text(planned, "key_usage"),
  };
}

/** A year, unless another period is given. Without rotation there is none. */
function rotationOf({ enable_key_rotation: enabled, rotation_period_in_days: days }: Values): number | null {
  if (enabled !== true) return null;
  return typeof days === "number" ? days : 365;
}

function attributesOf(state: Values, arn: string, key: DeclaredKey): Values {
  const { policy = defaultKeyPolicy(arn), keyState, keySpec = null, keyUsage = null } = key;
  return {
    policy: state.policy === unknown ? policy : keepEquivalent(state.policy, policy),
    is_enabled: keyState === "Enabled",
    customer_master_key_spec: keySpec,
    key_usage: keyUsage,
  };
}
