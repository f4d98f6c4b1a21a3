import type { LogsError } from "../errors.ts";
import { codeOf } from "./ensure-error.ts";

/**
 * The frame of every `remove…` function: a resource that is gone is no error.
 * @returns whether it was there, and also where an earlier attempt, whose answer was lost, may have deleted it
 */
export async function removing(remove: () => Promise<unknown>): Promise<boolean> {
  try {
    await remove();
    return true;
  } catch (error) {
    if (codeOf(error) !== "ResourceNotFoundException") throw error;
    return mayHaveBeenCarriedOut(error as Partial<LogsError> & SdkException);
  }
}

/** The AWS SDK counts its attempts, and does not say how the earlier ones failed. */
interface SdkException {
  readonly $metadata?: { readonly attempts?: number | undefined };
}

function mayHaveBeenCarriedOut({ earlier = [], attempts, $metadata }: Partial<LogsError> & SdkException): boolean {
  const unknown = (attempts ?? $metadata?.attempts ?? 1) - 1 - earlier.length;
  return unknown > 0 || earlier.some(({ status = 500 }) => status < 300 || status >= 500);
}
