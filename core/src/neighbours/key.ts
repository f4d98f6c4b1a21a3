/** The states of a KMS key. A request to use a key takes `Enabled` alone. [F316] */
export const keyStates = [
  "Enabled",
  "Disabled",
  "PendingDeletion",
  "PendingImport",
  "PendingReplicaDeletion",
  "Creating",
  "Updating",
  "Unavailable",
] as const;

/** A KMS key, by the properties that decide whether something can be encrypted with it. */
export interface KeyProperties {
  /** Its ARN. */
  readonly arn: string;
  /** Its key policy as JSON text. */
  readonly policy: string;
  /** Whether it can be used. */
  readonly keyState: (typeof keyStates)[number];
  /** `SYMMETRIC_DEFAULT`, or a kind of asymmetric or HMAC key. */
  readonly keySpec: string;
  /** `ENCRYPT_DECRYPT`, or another use. */
  readonly keyUsage: string;
}

/** Why nothing can be encrypted with a key in its state; `undefined` where it can. [F316] */
export function whyKeyCannotBeUsed({ keyState }: KeyProperties): string | undefined {
  return keyState === "Enabled" ? undefined : `the key is ${keyState}`;
}

/** Why a key is of a kind that no data key can be made with; `undefined` for a symmetric key that encrypts. [F317] */
export function whyKeyIsNotSymmetric({ keySpec, keyUsage }: KeyProperties): string | undefined {
  if (keySpec === "SYMMETRIC_DEFAULT" && keyUsage === "ENCRYPT_DECRYPT") return undefined;
  return `the key is of the kind ${keySpec} for ${keyUsage}; a symmetric key for ENCRYPT_DECRYPT is needed`;
}

/** Is this the name or the ARN of a key that AWS manages for a service, such as `alias/aws/kinesis`? */
export function isAwsManagedKey(key: string): boolean {
  return /^(arn:[^:]+:kms:[^:]*:[^:]*:)?alias\/aws\//.test(key);
}
