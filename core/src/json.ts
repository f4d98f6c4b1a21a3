/** Is this a JSON object? */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy without the members that are `undefined`. */
export function jsonOf<T>(value: object): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
