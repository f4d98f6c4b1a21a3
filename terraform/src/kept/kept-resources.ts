import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Values } from "../protocol/types.ts";

/** Where a resource is kept. */
export interface KeptKey {
  readonly type: string;
  readonly account: string;
  /** Empty for a type that has no Region. */
  readonly region: string;
  readonly id: string;
}

/** A line of the file: what is kept from then on; without values, the resource is gone. */
interface Line {
  readonly v: typeof version;
  readonly key: KeptKey;
  readonly values?: Values;
}

const version = 1;

/**
 * The resources of the types that are kept: part of the world of a run, as the service's state is. A resource that another
 * configuration has destroyed is therefore gone for this one, and a name is taken once.
 */
export class KeptResources {
  readonly #resources = new Map<string, { key: KeptKey; values: Values }>();
  readonly #file: string | undefined;

  /**
   * @param file keeps them between runs; without one, they end with the process
   * @throws Error where the file was not written by this class, or by another version of it
   */
  constructor(file?: string) {
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    // A run that was killed may have left half a line.
    const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
    for (const [index, line] of lines.slice(0, -1).entries()) this.#apply(readLine(line, `${file}:${index + 1}`));
    this.#compact(file);
  }

  find(key: KeptKey): Values | undefined {
    return this.#resources.get(textOf(key))?.values;
  }

  /** All of a type in an account and Region; those of a type without a Region are in each. */
  all(type: string, account: string, region: string): Values[] {
    return Array.from(this.#resources.values())
      .filter(({ key }) => key.type === type && key.account === account && ["", region].includes(key.region))
      .map(({ values }) => values);
  }

  put(key: KeptKey, values: Values): void {
    this.#write({ v: version, key, values });
  }

  delete(key: KeptKey): void {
    if (this.find(key) !== undefined) this.#write({ v: version, key });
  }

  #write(line: Line): void {
    this.#apply(line);
    // It may hold secrets, as Terraform's own state does.
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }

  #apply({ key, values }: Line): void {
    if (values === undefined) this.#resources.delete(textOf(key));
    else this.#resources.set(textOf(key), { key, values });
  }

  #compact(file: string): void {
    if (this.#resources.size === 0) {
      rmSync(file, { force: true });
      return;
    }
    const lines = Array.from(this.#resources.values(), (kept) =>
      JSON.stringify({ v: version, ...kept } satisfies Line),
    );
    writeFileSync(`${file}.next`, `${lines.join("\n")}\n`, { mode: 0o600 });
    renameSync(`${file}.next`, file);
  }
}

function textOf({ type, account, region, id }: KeptKey): string {
  return JSON.stringify([type, account, region, id]);
}

function readLine(text: string, where: string): Line {
  const line = parseLine(text);
  if (line?.key === undefined) {
    throw new Error(`${where} cannot be read. The file was changed by something else; remove it [LD4510]`);
  }
  if (line.v !== version) {
    throw new Error(
      `${where} is of version ${line.v}, and this program reads version ${version}. Use the program that wrote it, or ` +
        "remove the file [LD4511]",
    );
  }
  return line;
}

function parseLine(text: string): Line | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
