import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rewrite } from "./rewrite.ts";
import { ofBoth, ownSections } from "./terms.ts";

const original = join(import.meta.dirname, "../../cdktf");
const here = join(import.meta.dirname, "..");

/** What the package is compiled from, by path: the constructs and their testing kit. */
export function sources(): Map<string, string> {
  return new Map([...filesIn("src", /(?<!\.d)\.ts$/), ...filesIn("testing", /\.mts$/)].map(rewritten));
}

/** What people read, by path: the README, the pages and the examples. The repository holds them. */
export function documents(): Map<string, string> {
  return new Map([
    ["README.md", readme()],
    ...filesIn("docs", /\.md$/).map(rewritten),
    ...filesIn("examples", /\.(ts|json|md)$/).map((file): [string, string] =>
      file.endsWith("/package.json") ? [file, exampleManifest(file)] : rewritten(file),
    ),
  ]);
}

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(join(original, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        name.test(entry.name) &&
        !/node_modules|cdktf\.out|tfstate/.test(`${entry.parentPath}/${entry.name}`),
    )
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(original.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

const read = (file: string) => readFileSync(join(original, file), "utf8");

function rewritten(file: string): [file: string, text: string] {
  return [file, ofBoth.includes(file) ? read(file) : rewrite(read(file), file)];
}

function readme(): string {
  const sections = read("README.md").split(/^(?=## )/m);
  const headings = sections.map((section) => /^## (.*)/.exec(section)?.[1]);
  for (const [heading] of ownSections) {
    if (!headings.includes(heading))
      throw new Error(`cdktf/README.md has no section ${heading}, which is another in cdktn`);
  }
  const texts = sections.map((section, index) => {
    const own = ownSections.find(([heading]) => heading === headings[index]);
    if (own === undefined) return rewrite(section, "README.md");
    const [, file] = own;
    return file === undefined ? "" : `${readFileSync(join(here, file), "utf8")}\n`;
  });
  return `${texts.join("").trimEnd()}\n`;
}

/** An example takes the versions that this package takes. */
function exampleManifest(file: string): string {
  const { peerDependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  const versions: Record<string, string> = { ...peerDependencies, "cdktn-cli": peerDependencies.cdktn };
  const of = (dependencies: Record<string, string>) =>
    Object.fromEntries(Object.entries(dependencies).map(([name, range]) => [name, versions[name] ?? range]));
  const { dependencies, devDependencies, ...manifest } = JSON.parse(rewrite(read(file), file));
  const written = { ...manifest, dependencies: of(dependencies), devDependencies: of(devDependencies) };
  return `${JSON.stringify(written, undefined, 2)}\n`;
}
