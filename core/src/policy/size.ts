import { utf8Length } from "../utf8.ts";

/** The size of a policy as the service counts it, in bytes of UTF-8. */
export function policyBytes(text: string): number {
  return utf8Length(text);
}
