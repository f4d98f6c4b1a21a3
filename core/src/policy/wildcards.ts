import { unmarkedAt } from "./variables.ts";

/**
 * Does `value` match an IAM pattern? `*` matches any run of characters and `?` one [F121]. It takes at most time in
 * proportion to both lengths.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  return matches(pattern, value, undefined);
}

/** Does an ARN match that of a Resource, whose wildcards stay between two colons, but for a star that ends there? [F354] */
export function matchesArn(pattern: string, arn: string): boolean {
  return matches(pattern, arn, ":");
}

/** @param wall the character that no wildcard matches, but for a star in front of it or at the end */
function matches(pattern: string, value: string, wall: string | undefined): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  let walled = -1;
  let resumeWalled = 0;
  while (from < value.length) {
    const each = pattern[at];
    if (each === "*") {
      const next = pattern[++at];
      if (wall === undefined || next === wall || next === undefined) {
        star = at;
        resume = from;
        walled = -1;
      } else {
        walled = at;
        resumeWalled = from;
      }
    } else if (
      each === value[from] ||
      (each === "?" && value[from] !== wall) ||
      unmarkedAt(pattern, at) === value[from]
    ) {
      // What is in front of a wall is settled.
      if (each === wall) walled = -1;
      at++;
      from++;
    } else if (walled !== -1 && value[resumeWalled] !== wall) {
      at = walled;
      from = ++resumeWalled;
    } else if (star !== -1) {
      at = star;
      walled = -1;
      from = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
