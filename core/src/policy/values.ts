/** The values of a policy's element, a text or a list of texts: each once, sorted. */
export function sortedSet(values: string | readonly string[]): string[] {
  return [...new Set([values].flat())].sort();
}

/** IAM stores a list of one as a string, and a plan that compares documents shows the difference. [F127] */
export function single(values: string[]): string | string[] {
  return values.length === 1 ? (values[0] as string) : values;
}
