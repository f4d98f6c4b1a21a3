import { isObject } from "@log-destinations/core/service";

/** Reads a JSON object; an empty one where the text is not JSON, about which Terraform itself will complain. */
export function readLenientJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
