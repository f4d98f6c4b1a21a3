/** Attributes that the real provider marks as sensitive, and the classes do not: in every type that has them. */
const everywhere = new Set([
  "access_key",
  "auth_token",
  "key_passphrase",
  "master_password",
  "master_user_password",
  "password",
  "private_key",
  "secret_binary",
  "secret_key",
  "secret_string",
  "secret_string_wo",
  "ses_smtp_password_v4",
  "token",
]);

/** Further ones, by the folder of the type in the package: their names mean something else in other types. */
const byFolder: Readonly<Record<string, readonly string[]>> = {
  "data-aws-kms-secrets": ["plaintext"],
  "data-aws-ssm-parameter": ["value"],
  "data-aws-ssm-parameters-by-path": ["values"],
  "iam-access-key": ["secret"],
  "ssm-parameter": ["value", "value_wo"],
};

/** Is this attribute a secret, which Terraform must not show? */
export function isSecret(folder: string, attribute: string): boolean {
  return everywhere.has(attribute) || (byFolder[folder]?.includes(attribute) ?? false);
}
