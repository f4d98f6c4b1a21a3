import { regionPattern } from "@log-destinations/core/service";
import { DiagnosticError } from "../diagnostics.ts";

/** A resource as `terraform import` names it. */
export interface ImportId {
  readonly id: string;
  /** The Region, where the text ends with `@REGION`. */
  readonly region?: string;
}

/** Reads `ID` or `ID@REGION`. [F253] */
export function readImportId(text: string): ImportId {
  const at = text.lastIndexOf("@");
  const region = text.slice(at + 1);
  return at > 0 && regionPattern.test(region) ? { id: text.slice(0, at), region } : { id: text };
}

/**
 * Refuses an import id that is not of its type's form.
 * @param form such as `ROLE_NAME:POLICY_NAME`
 * @throws DiagnosticError
 */
export function refuseImportId(id: string, form: string): never {
  throw new DiagnosticError(`the import id is ${JSON.stringify(id)} [LD4202]`, `Expected ${form}.`);
}
