/** An object, empty where there is none: what is no JSON is left to terraform to complain of. */
export function readLenientJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
