import { logGroupNameShape, maxSelectionCriteriaBytes } from "../limits.ts";
import { fitsShape } from "../operations/constraints.ts";
import { describeShape, showValue } from "../operations/describe.ts";
import { utf8Length } from "../utf8.ts";

/**
 * Writes the selection criteria of an account-level subscription: all log groups but these.
 *
 * @param logGroupNames the log groups to leave out, by their exact names [F200]; order and repetition make no difference
 * @returns `LogGroupName NOT IN ["a","b"]`; `undefined` where no log group is left out
 * @throws TypeError for what is no list, a name that no log group can have, such as one with `*`, and for criteria over
 * 25 KB [F175]
 */
export function selectionCriteria(logGroupNames: readonly string[]): string | undefined {
  // The letters of a text would be names, too.
  if (!Array.isArray(logGroupNames)) {
    throw new TypeError(
      `the log groups to leave out are ${showValue(logGroupNames)}; expected a list of names [LD1924]`,
    );
  }
  const names = [...new Set(logGroupNames)].sort();
  const wrong = names.find((name) => typeof name !== "string" || !fitsShape(logGroupNameShape, name));
  if (wrong !== undefined) {
    throw new TypeError(
      `a log group to leave out is ${showValue(wrong)}; expected the exact name of one, ${describeShape(logGroupNameShape)} [LD1920]`,
    );
  }
  if (names.length === 0) return undefined;
  const text = `LogGroupName NOT IN ${JSON.stringify(names)}`;
  const bytes = utf8Length(text);
  if (bytes <= maxSelectionCriteriaBytes) return text;
  throw new TypeError(
    `selection criteria of ${names.length} log groups are ${bytes} bytes; the service takes ${maxSelectionCriteriaBytes}: leave out fewer, or subscribe log groups by filters of their own [LD1921]`,
  );
}

/**
 * Reads the selection criteria of an account-level subscription. Keywords are compared without case [F201].
 * @returns the names of the log groups that are left out; `undefined` where the text is not of the form
 * `LogGroupName NOT IN ["a", "b"]` [F199], with names that log groups can have [F380]
 */
export function parseSelectionCriteria(text: string): string[] | undefined {
  const [, list] = /^\s*LogGroupName\s+NOT\s+IN\s*(\[.*)$/is.exec(text) ?? [];
  if (list === undefined) return undefined;
  let names: unknown;
  try {
    names = JSON.parse(list);
  } catch {
    return undefined;
  }
  const isName = (name: unknown) => typeof name === "string" && fitsShape(logGroupNameShape, name);
  return Array.isArray(names) && names.every(isName) ? names : undefined;
}
