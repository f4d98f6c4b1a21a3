/**
 * Refuses options that would be ignored.
 * @param known every option, as the keys of an object, so that the compiler can see that none is left out
 * @throws TypeError for an option that is not among them
 */
export function refuseUnknown(options: object, known: object): void {
  const unknown = Object.keys(options).find((option) => !Object.hasOwn(known, option));
  if (!unknown) return;
  throw new TypeError(`unknown option ${unknown}; expected ${Object.keys(known).join(", ")}`);
}

/** @throws TypeError for a value that is neither absent nor a whole number in the range */
export function wholeNumber(option: string, value: number | undefined, min: number, max?: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= (max ?? value))) return;
  const range = max ? `to ${max}` : "or more";
  throw new TypeError(`${option} is ${String(value)}; expected a whole number, ${min} ${range}`);
}
