import { compareNames } from "./byte-order.ts";

/** Takes the names of a listing one by one. @throws Error for a name that does not sort after the one before */
export type SortGuard = (name: string) => void;

/** For a walk that leaves items out by name: with names out of order, it would lose or repeat items. */
export function sortGuard(): SortGuard {
  let previous: string | undefined;
  return (name) => {
    if (previous !== undefined && compareNames(name, previous) <= 0) {
      throw new Error(`the listing cannot go on: not sorted, "${name}" after "${previous}" [LD1103]`);
    }
    previous = name;
  };
}
