import type { BrokenNeighbourRule } from "@log-destinations/core/service";
import { noteOf } from "../delivery/neighbour-notes.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";

/**
 * Refuses what a rule about a neighbour forbids, in the service's words, with a note that says why. What shows at the test
 * message alone passes.
 * @throws LogsError
 */
export function refuseBroken({ settings }: Call, broken: BrokenNeighbourRule | undefined): void {
  if (broken?.answer) settings.note(noteOf(broken));
  refuseWithoutNote(broken);
}

/** As {@link refuseBroken}, where the answer says it all. */
export function refuseWithoutNote(broken: BrokenNeighbourRule | undefined): void {
  const answer = broken?.answer;
  if (answer) throw serviceError(answer.code, answer.message);
}
