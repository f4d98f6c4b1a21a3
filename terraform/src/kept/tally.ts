import type { Values } from "../protocol/types.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/** Counts the resources that a run has made or seen, and those of them that are only kept. */
export class Tally {
  readonly #seen = new Map<string, boolean>();
  readonly #announced = new Set<string>();

  /** Is this the first time that a type is asked about? */
  isFirst(typeName: string): boolean {
    return this.#announced.size < this.#announced.add(typeName).size;
  }

  record(typeName: string, type: ResourceType, values: Values, isKept: boolean): void {
    this.#seen.set(keyOf(typeName, type, values), isKept);
  }

  remove(typeName: string, type: ResourceType, values: Values): void {
    this.#seen.delete(keyOf(typeName, type, values));
  }

  /** `12 of 31 resources were only kept`; `undefined` where none was. */
  summary(): string | undefined {
    const all = Array.from(this.#seen.values());
    const kept = all.filter(Boolean).length;
    return kept === 0 ? undefined : `${kept} of ${all.length} resources ${kept === 1 ? "was" : "were"} only kept`;
  }
}

/** Two permissions of two functions may have one id: what replaces a resource tells them apart. */
function keyOf(typeName: string, { requiresReplace }: ResourceType, values: Values): string {
  const { id, arn, region } = values;
  return JSON.stringify([typeName, id, arn, region, ...requiresReplace.map((name) => values[name])]);
}
