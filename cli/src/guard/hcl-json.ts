/** A key of an object, or a text, with the keys that lead to it. Lists count for nothing, as in HCL's JSON. */
export interface Entry {
  readonly keys: readonly string[];
  /** None for a key. */
  readonly text?: string;
}

/**
 * Reads what stands in JSON under a key of its root, as Terraform does: a key may come twice, and much that is no JSON
 * is none of its business.
 */
export function* entriesUnder(root: string, json: string): Generator<Entry> {
  // For each brace and bracket that is open, the key that it belongs to.
  const open: (string | undefined)[] = [];
  let key: string | undefined;
  for (const [part, quoted, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)|[{}[\]]/gs)) {
    if (quoted !== undefined) {
      if (colon) key = unquote(quoted);
      if ((open.find(isGiven) ?? key) !== root) continue;
      const keys = [...open, key].filter(isGiven);
      yield colon ? { keys } : { keys, text: unquote(quoted) };
      continue;
    }
    if (part === "{" || part === "[") open.push(key);
    else open.pop();
    key = undefined;
  }
}

function isGiven(key: string | undefined): key is string {
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
