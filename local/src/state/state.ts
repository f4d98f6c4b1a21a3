import { LogsError } from "@log-destinations/core";
import { isObject } from "@log-destinations/core/service";
import type { Records } from "./records.ts";
import { type ReadableTable, SortedTable } from "./sorted-table.ts";

export type TableName = keyof Records;

/** One entry that is written or, without a value, deleted. Plain JSON. */
export type Change = {
  [Name in TableName]: readonly [table: Name, scope: string, name: string, value?: Records[Name]];
}[TableName];

const tableNames: readonly TableName[] = [
  "destinations",
  "logGroups",
  "logStreams",
  "subscriptionFilters",
  "accountPolicies",
  "streams",
  "streamData",
  "functions",
  "invocations",
  "accounts",
  "roles",
  "policies",
  "keys",
  "removed",
];

/** Does this have the form of a change? */
export function isChange(value: unknown): value is Change {
  if (!Array.isArray(value)) return false;
  const [table, scope, name, entry] = value;
  const named = tableNames.includes(table) && typeof scope === "string" && typeof name === "string";
  return named && (value.length === 3 || (value.length === 4 && isObject(entry)));
}

/** Keeps changes of the state after the process ends. */
export interface Storage {
  /**
   * All kept changes, in their order. Called once.
   * @throws Error where another `LocalLogs` has them already
   */
  load(): Iterable<Change>;
  /**
   * Called with all changes of one request, before any of them takes effect.
   * @param before the state without these changes, as the fewest changes that produce it; valid during this call only
   * @throws Error where the changes could not be kept: none of them takes effect, and the answer has the error's message
   */
  append(changes: readonly Change[], before: Iterable<Change>): void;
}

type Tables = { readonly [Name in TableName]: SortedTable<Records[Name]> };

/** All data of the service. The changes of a request take effect together or not at all. */
export class State {
  readonly #tables = Object.fromEntries(tableNames.map((name) => [name, new SortedTable()])) as Tables;
  readonly #storage: Storage | undefined;
  #pending: Change[] = [];

  constructor(storage?: Storage) {
    this.#storage = storage;
    for (const change of storage?.load() ?? []) this.#apply(change);
  }

  /** A table, to be read; {@link put} and {@link delete} write. */
  table<Name extends TableName>(name: Name): ReadableTable<Records[Name]> {
    return this.#tables[name];
  }

  put<Name extends TableName>(table: Name, scope: string, name: string, value: Records[Name]): void {
    this.#pending.push([table, scope, name, value] as unknown as Change);
  }

  delete(table: TableName, scope: string, name: string): void {
    this.#pending.push([table, scope, name] as Change);
  }

  /**
   * Runs one request. Its changes take effect when it returns, and never if it throws.
   * @throws LogsError `ServiceUnavailableException` where the storage could not keep it
   */
  transact<Result>(work: () => Result): Result {
    try {
      const result = work();
      if (this.#pending.length > 0) {
        this.#keep(this.#pending);
        for (const change of this.#pending) this.#apply(change);
      }
      return result;
    } finally {
      this.#pending = [];
    }
  }

  /** All entries, as the fewest changes that produce the state. */
  *entries(): Generator<Change> {
    for (const table of tableNames) {
      for (const entry of this.#tables[table].entries()) yield [table, ...entry] as unknown as Change;
    }
  }

  /** Within {@link transact}: these entries, and no others. */
  replaceBy(entries: readonly Change[]): void {
    for (const [table, scope, name] of this.entries()) this.delete(table, scope, name);
    // One by one: a state may have more entries than a call takes arguments.
    for (const entry of entries) this.#pending.push(entry);
  }

  #keep(changes: readonly Change[]): void {
    try {
      this.#storage?.append(changes, this.entries());
    } catch (cause) {
      const message = `the state could not be written: ${(cause as Error).message} [LD3110]`;
      throw new LogsError("ServiceUnavailableException", message, { status: 500, attempts: 1, cause });
    }
  }

  #apply([table, scope, name, value]: Change): void {
    if (value === undefined) this.#tables[table].delete(scope, name);
    else (this.#tables[table] as SortedTable<typeof value>).put(scope, name, value);
  }
}
