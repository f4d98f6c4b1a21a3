import { explainFilterPattern } from "@log-destinations/core/patterns";
import type { Call } from "../service/call.ts";
import { refusePattern } from "./refuse-pattern.ts";

interface TestMetricFilterRequest {
  filterPattern: string;
  logEventMessages: readonly string[];
}

/** Answers with the messages that match, and their numbers. [F375] */
export function testMetricFilter(call: Call, { filterPattern, logEventMessages }: TestMetricFilterRequest): object {
  refusePattern(call, filterPattern);
  const matches = logEventMessages.flatMap((eventMessage, eventNumber) => {
    const explanation = explainFilterPattern(filterPattern, eventMessage);
    if (!explanation.matches) return [];
    return [{ eventNumber, eventMessage, extractedValues: explanation.extractedValues }];
  });
  return { matches };
}
