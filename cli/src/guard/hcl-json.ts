/** A key of an object, or a text, with the keys that lead to it. Lists are transparent, as in Terraform's JSON syntax. */
export interface Entry {
  readonly keys: readonly string[];
  /** `undefined` for a key. */
  readonly text?: string;
}

/**
 * Reads the entries of JSON under a key of its root, as leniently as Terraform: a key may come twice, and errors elsewhere
 * make no difference.
 */
export function* entriesUnder(root: string, json: string): Generator<Entry> {
  // For each open brace and bracket, the key that it belongs to.
  const open: (string | undefined)[] = [];
  let key: string | undefined;
  for (const [part, quoted, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)|[{}[\]]/gs)) {
    if (quoted !== undefined) {
      if (colon) key = unquote(quoted);
      if ((open.find(isKey) ?? key) !== root) continue;
      const keys = [...open, key].filter(isKey);
      yield colon ? { keys } : { keys, text: unquote(quoted) };
      continue;
    }
    if (part === "{" || part === "[") open.push(key);
    else open.pop();
    key = undefined;
  }
}

function isKey(key: string | undefined): key is string {
  return key !== undefined;
}

function unquote(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted.slice(1, -1);
  }
}
