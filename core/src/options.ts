/**
 * Refuses options, or other members of what a caller gave, that would be ignored.
 * @param known all that there are, as the keys of an object, so that the compiler can see that none is left out
 * @throws TypeError for one that is not among them
 */
export function refuseUnknown(given: object, known: object, what = "option"): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (!unknown) return;
  throw new TypeError(`unknown ${what} ${unknown}; expected ${Object.keys(known).join(", ")} [LD1001]`);
}

/** @throws TypeError for a value that is neither absent nor a whole number in the range */
export function wholeNumber(option: string, value: number | undefined, min: number, max?: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= (max ?? value))) return;
  throw new TypeError(
    `${option} is ${value}; expected a whole number, ${min} ${max ? `to ${max}` : "or more"} [LD1002]`,
  );
}
