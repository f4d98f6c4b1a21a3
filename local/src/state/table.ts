import { compareNames } from "@log-destinations/core";

/** Which entries of a scope to list. */
export interface Range {
  /** Only names that begin with this. */
  prefix?: string | undefined;
  /** Only names behind this one, whether or not it exists. */
  after?: string | undefined;
  /** The most entries to give. */
  limit: number;
}

export interface Slice<Value> {
  values: Value[];
  /** The name of the last value, where the range goes on behind it. */
  next?: string;
}

/** A table as who may not write to it sees it. */
export type ReadableTable<Value> = Pick<Table<Value>, "get" | "slice" | "named" | "all" | "count" | "entries">;

interface Scope<Value> {
  /** Sorted as the service lists them. */
  readonly names: string[];
  readonly values: Map<string, Value>;
}

/**
 * Values by scope and name: the destinations of an account in a Region, the filters of a log group. The names of a scope
 * are kept sorted, so that a page costs the same out of a thousand as out of a hundred thousand.
 */
export class Table<Value> {
  readonly #scopes = new Map<string, Scope<Value>>();

  get(scope: string, name: string): Value | undefined {
    return this.#scopes.get(scope)?.values.get(name);
  }

  put(scope: string, name: string, value: Value): void {
    let found = this.#scopes.get(scope);
    if (!found) {
      found = { names: [], values: new Map() };
      this.#scopes.set(scope, found);
    }
    if (!found.values.has(name)) found.names.splice(firstBehind(found.names, name), 0, name);
    found.values.set(name, value);
  }

  delete(scope: string, name: string): void {
    const found = this.#scopes.get(scope);
    if (!found?.values.delete(name)) return;
    if (found.names.length === 1) this.#scopes.delete(scope);
    else found.names.splice(firstBehind(found.names, name) - 1, 1);
  }

  slice(scope: string, range: Range): Slice<Value> {
    const entries = this.named(scope, { ...range, limit: range.limit + 1 });
    const values = entries.slice(0, range.limit).map(([, value]) => value);
    const next = entries.length > range.limit ? entries[range.limit - 1]?.[0] : undefined;
    return next === undefined ? { values } : { values, next };
  }

  /** The values of a range with their names. */
  named(scope: string, { prefix = "", after, limit }: Range): [name: string, value: Value][] {
    const found = this.#scopes.get(scope);
    if (!found) return [];
    const { names, values } = found;
    const behind = after !== undefined && compareNames(after, prefix) >= 0;
    const entries: [string, Value][] = [];
    for (
      let index = behind ? firstBehind(names, after) : firstNotBefore(names, prefix);
      entries.length < limit;
      index++
    ) {
      const name = names[index];
      if (name === undefined || !name.startsWith(prefix)) break;
      entries.push([name, values.get(name) as Value]);
    }
    return entries;
  }

  /** All values of a scope, in order. */
  all(scope: string): Value[] {
    return this.slice(scope, { limit: Infinity }).values;
  }

  count(scope: string): number {
    return this.#scopes.get(scope)?.names.length ?? 0;
  }

  *entries(): Generator<[scope: string, name: string, value: Value]> {
    for (const [scope, { names, values }] of this.#scopes) {
      for (const name of names) yield [scope, name, values.get(name) as Value];
    }
  }
}

function firstBehind(names: readonly string[], name: string): number {
  return search(names, (other) => compareNames(other, name) > 0);
}

function firstNotBefore(names: readonly string[], name: string): number {
  return search(names, (other) => compareNames(other, name) >= 0);
}

/** The first index at which `holds` is true of a name, in names of which it is true from some point on. */
function search(names: readonly string[], holds: (name: string) => boolean): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(names[middle] as string)) high = middle;
    else low = middle + 1;
  }
  return low;
}
