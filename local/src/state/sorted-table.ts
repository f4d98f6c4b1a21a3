import { compareNames } from "@log-destinations/core/service";

/** The entries of a scope to list. */
export interface Range {
  /** Only names that begin with this. */
  prefix?: string | undefined;
  /** Only names after this one, which need not exist. */
  after?: string | undefined;
  /** The most entries to give. */
  limit: number;
}

export interface Slice<Value> {
  values: Value[];
  /** The name of the last value, where more follow. */
  next?: string;
}

/** The reading half of a table. */
export type ReadableTable<Value> = Pick<
  SortedTable<Value>,
  "get" | "slice" | "named" | "all" | "count" | "scopes" | "entries"
>;

/** Names in the order of the service's listings, and their values in the same order. */
interface Scope<Value> {
  readonly names: string[];
  readonly values: Value[];
}

/**
 * Values by scope and name: the destinations of an account in a Region, the filters of a log group. They are kept in the
 * order of listings, so that a page of a hundred thousand costs about as much as a page of a thousand.
 */
export class SortedTable<Value> {
  readonly #scopes = new Map<string, Scope<Value>>();

  get(scope: string, name: string): Value | undefined {
    const found = this.#scopes.get(scope);
    if (!found) return undefined;
    const index = firstNotBefore(found.names, name);
    return found.names[index] === name ? found.values[index] : undefined;
  }

  put(scope: string, name: string, value: Value): void {
    let found = this.#scopes.get(scope);
    if (!found) {
      found = { names: [], values: [] };
      this.#scopes.set(scope, found);
    }
    const { names, values } = found;
    const index = firstNotBefore(names, name);
    if (names[index] === name) {
      values[index] = value;
    } else {
      names.splice(index, 0, name);
      values.splice(index, 0, value);
    }
  }

  delete(scope: string, name: string): void {
    const found = this.#scopes.get(scope);
    if (!found) return;
    const { names, values } = found;
    const index = firstNotBefore(names, name);
    if (names[index] !== name) return;
    names.splice(index, 1);
    values.splice(index, 1);
    if (names.length === 0) this.#scopes.delete(scope);
  }

  slice(scope: string, { limit, ...range }: Range): Slice<Value> {
    const found = this.#scopes.get(scope);
    if (!found) return { values: [] };
    const { first, end } = bounds(found.names, range);
    const last = Math.min(end, first + limit);
    const values = found.values.slice(first, last);
    const next = last < end ? found.names[last - 1] : undefined;
    return next === undefined ? { values } : { values, next };
  }

  /** The values of a range with their names. */
  named(scope: string, { limit, ...range }: Range): [name: string, value: Value][] {
    const found = this.#scopes.get(scope);
    if (!found) return [];
    const { first, end } = bounds(found.names, range);
    const values = found.values.slice(first, Math.min(end, first + limit));
    return values.map((value, index) => [found.names[first + index] as string, value]);
  }

  /** All values of a scope, in order. */
  all(scope: string): Value[] {
    return this.#scopes.get(scope)?.values.slice() ?? [];
  }

  count(scope: string): number {
    return this.#scopes.get(scope)?.names.length ?? 0;
  }

  /** The scopes that have an entry. */
  scopes(): string[] {
    return [...this.#scopes.keys()];
  }

  *entries(): Generator<[scope: string, name: string, value: Value]> {
    for (const [scope, { names, values }] of this.#scopes) {
      for (const [index, name] of names.entries()) yield [scope, name, values[index] as Value];
    }
  }
}

/** The first index of a range, and the first after it. */
function bounds(
  names: readonly string[],
  { prefix = "", after }: Omit<Range, "limit">,
): { first: number; end: number } {
  // Names of one prefix are neighbours, as names are sorted by bytes.
  const start = prefix === "" ? 0 : firstNotBefore(names, prefix);
  const end = prefix === "" ? names.length : search(names, start, (name) => !name.startsWith(prefix));
  const first = after === undefined ? start : search(names, start, (name) => compareNames(name, after) > 0);
  return { first: Math.min(first, end), end };
}

function firstNotBefore(names: readonly string[], name: string): number {
  return search(names, 0, (other) => compareNames(other, name) >= 0);
}

/** The first index from `low` on whose name `holds`, where it holds for all names after that one too. */
function search(names: readonly string[], low: number, holds: (name: string) => boolean): number {
  let from = low;
  let to = names.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(names[middle] as string)) to = middle;
    else from = middle + 1;
  }
  return from;
}
