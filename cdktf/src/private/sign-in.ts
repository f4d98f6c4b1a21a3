/** What of an AWS provider says which account it works in, under Terraform's names. */
export interface SignIn {
  readonly allowed_account_ids?: unknown;
  readonly assume_role?: unknown;
  readonly profile?: unknown;
  readonly access_key?: unknown;
}

/**
 * Identifies the account of a provider: by its id, where the provider names that; else by what it signs in with; or, where
 * that comes from elsewhere, by itself. Two that are equal are the same account, and two that differ can be the same,
 * unless both have an id.
 *
 * @param provider identifies the provider among those of all stacks
 */
export function accountOf({ allowed_account_ids, assume_role, profile, access_key }: SignIn, provider: string): string {
  const ids = [allowed_account_ids].flat().filter((id) => id !== undefined);
  if (ids.length === 1 && isAccountId(ids[0])) return accountWithId(ids[0]);
  const role = [assume_role].flat().at(-1) as { role_arn?: unknown } | undefined;
  const [, assumed] = /^arn:[\w-]+:iam::(\d{12}):role\//.exec(String(role?.role_arn)) ?? [];
  if (assumed !== undefined) return accountWithId(assumed);
  const used = [role?.role_arn, profile, access_key].filter((part) => part !== undefined && part !== null);
  if (used.length === 0) return `provider:${provider}`;
  const text = JSON.stringify(used);
  // An expression can have another value in each stack.
  return /[$%]\{/.test(text) ? `provider:${provider}` : `sign-in:${text}`;
}

/** The account of an id, as {@link accountOf} identifies it. */
export function accountWithId(id: string): string {
  return `id:${id}`;
}

/** Is it the same account? `undefined` where nothing shows it. */
export function isSameAccount(one: string, other: string): boolean | undefined {
  if (one === other) return true;
  return [one, other].every((account) => account.startsWith(accountWithId(""))) ? false : undefined;
}

function isAccountId(id: unknown): id is string {
  return typeof id === "string" && /^\d{12}$/.test(id);
}

/** The id of an account that is identified by it. */
export function accountId(account: string): string | undefined {
  const prefix = accountWithId("");
  return account.startsWith(prefix) ? account.slice(prefix.length) : undefined;
}
