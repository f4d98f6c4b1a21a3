import { putData } from "../kinesis/record-store.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { controlRecord } from "./payload.ts";
import { checkRoute, type Route } from "./route.ts";

/**
 * Writes the test message to the stream at the end of a route.
 * @throws LogsError `InvalidParameterException` with this message where the route fails; a note gives the reason
 */
export function sendTestMessage(call: Call, route: Route, message: string): void {
  const found = checkRoute(call, route);
  if ("why" in found) {
    call.settings.note(found.why);
    throw serviceError("InvalidParameterException", message);
  }
  putData(call, found.target, controlRecord(found.target, call.now));
}
