import { isLogsError } from "@log-destinations/core";
import type { ApplyContext } from "../context.ts";
import { AlreadyExists, DiagnosticError, toDiagnostic } from "../diagnostics.ts";
import { type Diagnostic, severity } from "../protocol/messages.ts";
import type { Values } from "../protocol/types.ts";
import { PartlyCreated } from "../resource-type/partly-created.ts";
import { describeResource, type ResourceType } from "../resource-type/resource-type.ts";
import type { CreatedNotInState } from "./created-not-in-state.ts";

interface Creation {
  readonly type: ResourceType;
  readonly context: ApplyContext;
  readonly planned: Values;
  readonly createdNotInState: CreatedNotInState;
  /** For messages: `creating CloudWatch Logs Destination (central)`. */
  readonly action: string;
}

interface Created {
  /** The attributes that are known now. */
  readonly attributes: Values;
  readonly diagnostics: Diagnostic[];
}

/**
 * Creates a resource. One of the same name that a killed run has left is deleted first.
 * @returns what exists now, also where something failed after it was created
 */
export async function createResource({
  type,
  context,
  planned,
  createdNotInState,
  action,
}: Creation): Promise<Created> {
  try {
    return { attributes: await type.create(context, planned), diagnostics: [] };
  } catch (error) {
    if (error instanceof PartlyCreated) {
      return { attributes: error.created, diagnostics: [toDiagnostic(error.cause, action)] };
    }
    if (!isAlreadyExists(error)) throw error;
    const orphan = type.arnOf && createdNotInState.leftByKilledRun(type.arnOf(context, planned));
    if (!orphan) throw withAdvice(error, action);
    await (type.deleteLeftover ?? type.delete)(context, { ...orphan, skip_destroy: false });
    createdNotInState.recordInState(orphan);
    return {
      attributes: await type.create(context, planned),
      diagnostics: [createdAgain(describeResource(type, planned))],
    };
  }
}

/** Asked by its code: `CreateLogGroup` and its errors are not in core's table. */
function isAlreadyExists(error: unknown): error is Error {
  return (
    error instanceof AlreadyExists || (isLogsError(error) && String(error.code) === "ResourceAlreadyExistsException")
  );
}

function withAdvice(error: Error, action: string): DiagnosticError {
  return new DiagnosticError(
    toDiagnostic(error, action).summary,
    "It is in the local service and not in this state. Take it over with terraform import, or start afresh: remove " +
      ".log-destinations/state and the state of terraform. A workspace has a state of its own, and the service is one for " +
      "all: where each is another account, give its provider that account, or give each run its own service with " +
      "--state FILE.",
  );
}

function createdAgain(resource: string): Diagnostic {
  return {
    severity: severity.warning,
    summary: `${resource} was left behind by a run that was killed, and is created again [LD4203]`,
    detail: "It was in the local service, and no state that was seen since holds it.",
  };
}
