/** A key of an object, or a text, with the keys that lead to it. Lists count for nothing, as in HCL's JSON. */
export interface Entry {
  readonly keys: readonly string[];
  /** None for a key. */
  readonly text?: string;
}

/**
 * Reads JSON as Terraform does: a key may come twice, and much that is no JSON is none of its business. It never throws.
 */
export function* entriesOf(json: string): Generator<Entry> {
  // For each brace and bracket that is open, the key that it belongs to.
  const open: (string | undefined)[] = [];
  let key: string | undefined;
  const keys = (): string[] => [...open, key].filter((name) => name !== undefined);
  for (const [part, quoted, colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)|[{}[\]]/gs)) {
    if (quoted !== undefined) {
      const text = unquote(quoted);
      if (colon) key = text;
      yield colon ? { keys: keys() } : { keys: keys(), text };
      continue;
    }
    if (part === "{" || part === "[") open.push(key);
    else open.pop();
    key = undefined;
  }
}

function unquote(quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted.slice(1, -1);
  }
}
