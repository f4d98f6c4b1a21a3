import { LogsError } from "@log-destinations/core";
import { type Diagnostic, severity } from "./protocol/messages.ts";

/** What goes wrong in a call, as Terraform shows it. */
export class Failure extends Error {
  readonly detail: string;
  /** The argument that it is about. */
  readonly attribute: string | undefined;

  constructor(summary: string, detail = "", attribute?: string) {
    super(summary);
    this.detail = detail;
    this.attribute = attribute;
  }
}

/** A name that is taken already. */
export class Taken extends Failure {}

/** @param doing what was tried, such as `creating CloudWatch Logs Destination (central)` */
export function toDiagnostic(error: unknown, doing: string): Diagnostic {
  if (error instanceof LogsError) {
    const { code, message, findings } = error;
    // The service says what it refuses; the findings say what to write instead.
    const detail = findings.map(({ where, message, remedy }) => `${where} ${message}; ${remedy}.`).join("\n");
    return { severity: severity.error, summary: `${doing}: ${code}: ${message}`, ...(detail && { detail }) };
  }
  if (error instanceof Failure) {
    const { message, detail, attribute } = error;
    return {
      severity: severity.error,
      summary: message,
      detail,
      ...(attribute !== undefined && { attribute: { steps: [{ attributeName: attribute }] } }),
    };
  }
  return { severity: severity.error, summary: `${doing}: ${(error as Error).message}` };
}
