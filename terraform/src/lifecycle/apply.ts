import { isLogsError } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { Failure, Taken, toDiagnostic } from "../failure.ts";
import { type Diagnostic, severity } from "../protocol/messages.ts";
import type { Values } from "../protocol/types.ts";
import { HalfMade } from "../resource-type/partly-created.ts";
import { nameOf, type ResourceType } from "../resource-type/resource.ts";
import type { Unclaimed } from "./orphans.ts";

interface Creation {
  readonly type: ResourceType;
  readonly context: Context;
  readonly planned: Values;
  readonly unclaimed: Unclaimed;
  /** As messages say it. */
  readonly doing: string;
}

/** @returns what it is now, also where something failed after it was made */
export async function create({ type, context, planned, unclaimed, doing }: Creation): Promise<{
  made: Values;
  diagnostics: Diagnostic[];
}> {
  try {
    return { made: await type.create(context, planned), diagnostics: [] };
  } catch (error) {
    if (error instanceof HalfMade) {
      return { made: error.made, diagnostics: [toDiagnostic(error.cause, doing)] };
    }
    if (!isTaken(error)) throw error;
    const left = type.arnOf && unclaimed.left(type.arnOf(context, planned));
    if (!left) throw taken(error, doing);
    await type.delete(context, { ...left, skip_destroy: false });
    unclaimed.claim(left);
    return { made: await type.create(context, planned), diagnostics: [madeAnew(nameOf(type, planned))] };
  }
}

/** By its name: it is not among the errors of the core, which makes no log groups. */
function isTaken(error: unknown): error is Error {
  return error instanceof Taken || (isLogsError(error) && String(error.code) === "ResourceAlreadyExistsException");
}

function taken(error: Error, doing: string): Failure {
  return new Failure(
    toDiagnostic(error, doing).summary,
    "It is in the local service and not in this state. Take it over with terraform import, or start afresh: remove " +
      ".log-destinations/state and the state of terraform.",
  );
}

function madeAnew(name: string): Diagnostic {
  return {
    severity: severity.warning,
    summary: `${name} was left behind by a run that was killed, and is made anew`,
    detail: "It was in the local service and in no state that was seen since.",
  };
}
