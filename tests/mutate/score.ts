/** What Stryker says of a change that a test noticed, or that made the program hang, and of one that no test noticed. */
const noticed: readonly string[] = ["Killed", "Timeout"];
const unnoticed: readonly string[] = ["Survived", "NoCoverage"];

interface Mutant {
  readonly status: string;
  readonly location: Record<"start" | "end", { readonly line: number; readonly column: number }>;
  readonly replacement: string;
}

/** As Stryker's JSON reporter writes it. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Change {
  readonly file: string;
  /** The text of the line where it begins. */
  readonly line: string;
  /** `limit > 0 → true`, each side on one line and cut at 60 characters. */
  readonly mutation: string;
}

/** A change that makes no difference to anybody, and why not. */
export interface Equivalent extends Change {
  readonly reason: string;
}

export interface Score {
  readonly killed: number;
  readonly equivalent: number;
  /** Changes that were not tried. */
  readonly ignored: number;
  readonly survivors: readonly (Change & { readonly at: number })[];
  /** Entries about a file of the report that are about no unnoticed change of it. */
  readonly stale: readonly Equivalent[];
}

/** How many changes tests noticed, and which they did not. */
export function score({ files }: Report, equivalents: readonly Equivalent[]): Score {
  const survivors: (Change & { at: number })[] = [];
  const stale = new Set(equivalents.filter(({ file }) => file in files));
  let [killed, equivalent, ignored] = [0, 0, 0];
  for (const [file, { source, mutants }] of Object.entries(files)) {
    killed += mutants.filter(({ status }) => noticed.includes(status)).length;
    ignored += mutants.filter(({ status }) => status === "Ignored").length;
    for (const mutant of mutants.filter(({ status }) => unnoticed.includes(status))) {
      const survivor = { file, at: mutant.location.start.line, ...describe(source, mutant) };
      const entries = equivalents.filter((entry) => isSame(entry, survivor));
      for (const entry of entries) stale.delete(entry);
      if (entries.length > 0) equivalent++;
      else survivors.push(survivor);
    }
  }
  return { killed, equivalent, ignored, survivors, stale: [...stale] };
}

function isSame(a: Change, b: Change): boolean {
  return a.file === b.file && a.line === b.line && a.mutation === b.mutation;
}

function describe(source: string, { location: { start, end }, replacement }: Mutant): Omit<Change, "file"> {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const line = (lines[0] ?? "").trim();
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? "").slice(0, end.column - 1);
  lines[0] = (lines[0] ?? "").slice(start.column - 1);
  return { line, mutation: `${short(lines.join("\n"))} → ${short(replacement)}` };
}

function short(text: string): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat;
}
