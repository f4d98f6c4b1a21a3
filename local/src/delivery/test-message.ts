import { putData } from "../kinesis/data.ts";
import { answer } from "../service/answers.ts";
import type { Call } from "../service/call.ts";
import { follow, type Route } from "./health.ts";
import { controlRecord } from "./record.ts";

/**
 * Writes the test message to the end of a route.
 * @throws LogsError `InvalidParameterException` with this message where it cannot; the reason is noted
 */
export function sendTestMessage(call: Call, route: Route, message: string): void {
  const found = follow(call, route);
  if ("why" in found) {
    call.world.note(found.why);
    throw answer("InvalidParameterException", message);
  }
  putData(call, found.target, controlRecord(found.target, call.now));
}
