import { LogsError } from "@log-destinations/core";
import { type Diagnostic, severity } from "./protocol/messages.ts";

/** An error of a call, in the parts in which Terraform shows it. */
export class DiagnosticError extends Error {
  readonly detail: string;
  /** The argument that it is about. */
  readonly attribute: string | undefined;

  constructor(summary: string, detail = "", attribute?: string) {
    super(summary);
    this.detail = detail;
    this.attribute = attribute;
  }
}

/** A refusal in the words of IAM, which the local service has no operations of. */
export class IamRefusal extends Error {
  /** What to do. */
  readonly detail: string;

  constructor(code: string, message: string, detail: string) {
    super(`${code}: ${message}`);
    this.detail = detail;
  }
}

/** A resource of this name exists already. */
export class AlreadyExists extends DiagnosticError {}

/** @param action what failed, such as `creating CloudWatch Logs Destination (central)` */
export function toDiagnostic(error: unknown, action: string): Diagnostic {
  if (error instanceof LogsError) {
    const { code, message, findings, cause } = error;
    // The message is the service's own; the findings say what to write instead, and the notes what it leaves out.
    const lines = findings.map(({ rule, where, message, remedy }) => `${where} ${message}; ${remedy} [${rule}]`);
    const detail = [...lines, ...(cause instanceof Error ? [cause.message] : [])].join("\n");
    return { severity: severity.error, summary: `${action}: ${code}: ${message}`, ...(detail && { detail }) };
  }
  if (error instanceof DiagnosticError) {
    const { message, detail, attribute } = error;
    return {
      severity: severity.error,
      summary: message,
      detail,
      ...(attribute !== undefined && { attribute: { steps: [{ attributeName: attribute }] } }),
    };
  }
  const detail = error instanceof IamRefusal ? error.detail : "";
  return { severity: severity.error, summary: `${action}: ${(error as Error).message}`, ...(detail && { detail }) };
}
