/** Reads a JSON object; an empty one where the text is not JSON, about which Terraform itself will complain. */
export function readLenientJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
