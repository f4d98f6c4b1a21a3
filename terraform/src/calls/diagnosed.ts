import { toDiagnostic } from "../diagnostics.ts";
import type { CallName, CallResponse } from "../protocol/messages.ts";

/**
 * Answers a call with the result of the work, or with a diagnostic where that throws.
 * @param action what is tried, such as `reading aws_region`
 */
export async function diagnosed<Name extends Exclude<CallName, "StopProvider" | "CallFunction">>(
  action: string,
  work: () => CallResponse<Name> | Promise<CallResponse<Name>>,
): Promise<CallResponse<Name>> {
  try {
    return await work();
  } catch (error) {
    return { diagnostics: [toDiagnostic(error, action)] } as CallResponse<Name>;
  }
}
