import { Buffer } from "node:buffer";
import { Failure } from "./failure.ts";

/** Kept by Terraform beside each resource of its state, where the real provider keeps data of its own. */
export const mark: Uint8Array = Buffer.from(JSON.stringify({ writtenBy: "log-destinations local stand-in" }));

/** Is this the mark, as a state file has it? */
export function isMarked(base64: string | undefined): boolean {
  return base64 !== undefined && Buffer.from(base64, "base64").equals(mark);
}

/**
 * Refuses a resource that this provider did not write: it stands in the real AWS, and would look gone from here.
 * @throws Failure
 */
export function refuseReal(called: string, state: unknown, kept: Uint8Array): void {
  if (state === null || Buffer.from(kept).equals(mark)) return;
  throw new Failure(
    `this is a stand-in of the AWS provider, and the state holds a real ${called}`,
    "It works on the local service alone, where that resource does not exist. Use a state of its own: another folder, " +
      "another workspace, or -state=FILE.",
  );
}
