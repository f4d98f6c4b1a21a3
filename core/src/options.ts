/**
 * Refuses options, or members of another object, that would be ignored.
 * @param known the known ones, as the keys of an object: so the compiler sees that none is missing
 * @throws TypeError for an unknown one
 */
export function refuseUnknown(given: object, known: object, what = "option"): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (!unknown) return;
  throw new TypeError(`unknown ${what} ${unknown}; expected ${Object.keys(known).join(", ")} [LD1001]`);
}

/** What an option has to be: its `typeof`, or a method that it has. */
export type OptionKind = "boolean" | "function" | "number" | "string" | `.${string}`;

/** @throws TypeError for a value that is neither absent nor of the kind */
export function refuseWrongKind(option: string, value: unknown, kind: OptionKind): void {
  if (value === undefined || value === null) return;
  const method = kind.startsWith(".") ? kind.slice(1) : undefined;
  const fits = method
    ? typeof (value as Record<string, unknown>)[method] === "function"
    : typeof value === kind && !Number.isNaN(value);
  if (fits) return;
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  throw new TypeError(
    `${option} is ${shown}; expected ${method ? `an object with ${method}()` : `a ${kind}`} [LD1004]`,
  );
}

/** @throws TypeError for a value that is neither absent nor a whole number in the range */
export function wholeNumber(option: string, value: number | undefined, min: number, max?: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= (max ?? value))) return;
  throw new TypeError(
    `${option} is ${value}; expected a whole number, ${min} ${max ? `to ${max}` : "or more"} [LD1002]`,
  );
}
