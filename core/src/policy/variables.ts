/** Characters that IAM takes in no policy, for a `*` and a `?` of a pattern that stand for themselves. */
const marked: Readonly<Record<string, string>> = { "*": "\u0001", "?": "\u0002" };

/** The character that the mark there stands for; `undefined` where there is none. */
export function unmarkedAt(pattern: string, at: number): string | undefined {
  const code = pattern.charCodeAt(at);
  if (code === 1) return "*";
  return code === 2 ? "?" : undefined;
}

/** Does a policy of this version have variables? Earlier ones, and a policy without a version, have them as texts. [F269] */
export function hasVariables(version: string | undefined): boolean {
  return version !== undefined && version !== "2008-10-17";
}

/** A variable; one without its end is none that IAM knows, and no text that could be relied on. */
const variable = /\$\{([^}]*)(\}?)/g;

/** Does the text of a policy of this version have a variable of which the value is not fixed? */
export function holdsVariable(text: string, version: string | undefined): boolean {
  return withoutVariables(text, version, "text") === undefined;
}

/**
 * Replaces the variables of a text. `${*}`, `${?}` and `${$}` are these characters, and no wildcards. [F353]
 *
 * @param version that of the policy
 * @param kind what is made of it: in a pattern the characters that are no wildcards are marked
 * @param resolve gives the value of a condition key; `undefined` where it is not known
 * @returns `undefined` where the value of a variable is not known
 */
export function withoutVariables(
  text: string,
  version: string | undefined,
  kind: "text" | "pattern",
  resolve: (key: string) => string | undefined = () => undefined,
): string | undefined {
  if (!text.includes("${") || !hasVariables(version)) return text;
  let known = true;
  const replaced = text.replace(variable, (_, name: string, end: string) => {
    if (end !== "" && /^[*?$]$/.test(name)) return (kind === "pattern" && marked[name]) || name;
    const value = end === "" ? undefined : resolve(name);
    known &&= value !== undefined;
    return value ?? "";
  });
  return known ? replaced : undefined;
}
