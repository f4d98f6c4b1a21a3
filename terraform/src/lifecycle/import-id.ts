/** A resource as `terraform import` names it. */
export interface ImportId {
  readonly id: string;
  /** The Region, where the text ends with `@REGION`. */
  readonly region?: string;
}

/** Reads `ID` or `ID@REGION`. [F253] */
export function readImportId(text: string): ImportId {
  const [, id, region] = /^(.+)@([a-z]{2,}(?:-[a-z]+)+-\d+)$/s.exec(text) ?? [];
  return id === undefined || region === undefined ? { id: text } : { id, region };
}
