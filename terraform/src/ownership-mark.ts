import { Buffer } from "node:buffer";
import { DiagnosticError } from "./diagnostics.ts";

/**
 * The private data of each resource that this provider wrote. Terraform keeps it in its state, where the real provider
 * keeps private data of its own.
 */
export const ownershipMark: Uint8Array = Buffer.from(JSON.stringify({ writtenBy: "log-destinations local stand-in" }));

/** Is this the mark, in the form of a state file? */
export function isOwnershipMark(base64: string | undefined): boolean {
  return base64 !== undefined && Buffer.from(base64, "base64").equals(ownershipMark);
}

/**
 * Refuses a resource that this provider did not write. It exists in the real AWS, and would look deleted from here.
 * @throws DiagnosticError
 */
export function refuseRealResource(displayName: string, state: unknown, privateData: Uint8Array): void {
  if (state === null || Buffer.from(privateData).equals(ownershipMark)) return;
  throw new DiagnosticError(
    `this is a stand-in of the AWS provider, and the state holds a real ${displayName} [LD4201]`,
    "It works on the local service alone, where that resource does not exist. Use a state of its own: another folder, " +
      "another workspace, or -state=FILE.",
  );
}
