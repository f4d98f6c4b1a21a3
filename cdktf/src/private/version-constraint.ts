/** A version of a provider: major, minor and patch. */
type Version = readonly [number, number, number];

const condition = /^(=|!=|>|>=|<|<=|~>)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/;
const lowerBounds = [undefined, "=", ">", ">=", "~>"];

/**
 * Does a constraint in Terraform's form, such as `>= 6.28, < 7`, admit no version below the given one? `undefined` where it
 * cannot be read; a version before a release, such as `6.28.0-beta1`, cannot.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function admitsNoneBelow(least: string, constraint: string): boolean | undefined {
  const conditions = constraint.split(",").map((text) => condition.exec(text.trim()));
  if (conditions.includes(null)) return undefined;
  return conditions.some((found) => {
    const [, operator, major, minor = "0", patch = "0"] = found ?? [];
    const bound = [Number(major), Number(minor), Number(patch)] as const;
    return lowerBounds.includes(operator) && !isBelow(operator === ">" ? next(bound) : bound, readVersion(least));
  });
}

function readVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

function next([major, minor, patch]: Version): Version {
  return [major, minor, patch + 1];
}

function isBelow(a: Version, b: Version): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
