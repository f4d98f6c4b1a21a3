import { FilterPatternError, readFilterPattern } from "@log-destinations/core/service";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";

/** @throws LogsError `InvalidParameterException` for a filter pattern that cannot be matched; a note gives the reason */
export function refusePattern({ settings }: Call, pattern: string): void {
  try {
    readFilterPattern(pattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    settings.note(`the filter pattern ${JSON.stringify(pattern)} is refused: ${error.message}`);
    throw serviceError("InvalidParameterException", error.answer);
  }
}
