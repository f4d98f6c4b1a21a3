/** The members of a section. A member of a nested group is named with a dot: `s3.endpoint_url`. */
export type Section = Readonly<Record<string, string | undefined>>;

/** `[profile logging]` and the like. A name may be quoted. */
const prefixed = /^([\w-]+)\s(["'])?([\w\-@+.%:/]+)\2$/;
const prefixes = ["profile", "sso-session", "services"];

/**
 * Reads a file of AWS's tools, line by line as the AWS SDK does: a `#` or `;` begins a comment at the start of a line and
 * after a blank, a member without a value begins a group, and lines that are neither section nor member are left out.
 *
 * @returns the sections by name, those with a prefix as `profile.logging`
 */
export function parseIni(text: string): Map<string, Section> {
  const sections = new Map<string, Record<string, string>>();
  let section: string | undefined;
  let group: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [written = ""] = line.split(/(?:^|\s)[;#]/);
    const trimmed = written.trim();
    if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
      section = sectionName(trimmed.slice(1, -1));
      group = undefined;
      continue;
    }
    const at = trimmed.indexOf("=");
    if (section === undefined || at < 1) continue;
    const name = trimmed.slice(0, at).trim();
    const value = trimmed.slice(at + 1).trim();
    if (value === "") {
      group = name;
      continue;
    }
    if (line.trimStart() === line) group = undefined;
    const members = sections.get(section) ?? (Object.create(null) as Record<string, string>);
    members[group === undefined ? name : `${group}.${name}`] = value;
    sections.set(section, members);
  }
  return sections;
}

/** @returns `undefined` for no name and for a prefix that means nothing; the members are left out */
function sectionName(written: string): string | undefined {
  const [, prefix, , name] = prefixed.exec(written) ?? [];
  if (prefix === undefined) return written || undefined;
  return prefixes.includes(prefix) ? `${prefix}.${name}` : undefined;
}
