import { createHash } from "node:crypto";

/** A unique id in the form of IAM's: the prefix of its kind, such as `AROA` for roles, and 17 letters and digits. */
export function uniqueId(prefix: string, arn: string): string {
  return `${prefix}${createHash("md5").update(arn).digest("hex").toUpperCase().slice(0, 17)}`;
}
