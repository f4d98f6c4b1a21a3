import { toDiagnostic } from "../failure.ts";
import type { CallName, CallResponse } from "../protocol/messages.ts";

/**
 * The answer to a call, or the diagnostic of the error that the work ended with.
 * @param doing what was tried, such as `reading aws_region`
 */
export async function diagnosed<Name extends Exclude<CallName, "StopProvider">>(
  doing: string,
  work: () => CallResponse<Name> | Promise<CallResponse<Name>>,
): Promise<CallResponse<Name>> {
  try {
    return await work();
  } catch (error) {
    return { diagnostics: [toDiagnostic(error, doing)] } as CallResponse<Name>;
  }
}
