import { compareNames } from "./byte-order.ts";

/** Takes the names of a listing one by one. @throws Error for one that is not behind the name before it */
export type SortGuard = (name: string) => void;

/** For a walk that leaves items out by name: where names are out of order, it would lose items or repeat them. */
export function sortGuard(): SortGuard {
  let previous: string | undefined;
  return (name) => {
    if (previous !== undefined && compareNames(name, previous) <= 0) {
      throw new Error(`the listing cannot go on: not sorted, "${name}" after "${previous}" [LD1103]`);
    }
    previous = name;
  };
}
