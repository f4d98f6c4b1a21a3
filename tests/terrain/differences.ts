/** The places in which two JSON values differ, `*` for each member of an array: `terraform.backend.local.path`. */
export function differences(a: unknown, b: unknown, at: readonly string[] = []): string[] {
  if (isMembers(a) && isMembers(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const name = (member: string) => (Array.isArray(a) ? "*" : member);
    return [...new Set(names.flatMap((member) => differences(a[member], b[member], [...at, name(member)])))];
  }
  return Object.is(a, b) ? [] : [at.join(".")];
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
