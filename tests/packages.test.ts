import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly [member: string]: unknown;
}

function readManifest(folder: string, file = "package.json"): Manifest {
  return JSON.parse(readFileSync(join(root, folder, file), "utf8"));
}

const { workspaces } = readManifest(".") as unknown as { workspaces: string[] };
const packages = workspaces.map((folder) => [folder, readManifest(folder)] as const);
const published = packages.filter(([, manifest]) => !manifest.private);
const home = "https://github.com/log-destinations/log-destinations";

test("these packages are published", () => {
  const names = published.map(([, { name }]) => name).sort();
  expect(names).toEqual([
    "@log-destinations/cdktf",
    "@log-destinations/core",
    "@log-destinations/local",
    "log-destinations",
  ]);
  expect(readManifest(".").private).toBe(true);
});

describe.each(published)("%s", (folder, manifest) => {
  test("says where it comes from, whose it is and under which licence", () => {
    expect(manifest).toMatchObject({
      license: "Apache-2.0",
      author: { name: "log-destinations", url: home },
      repository: { type: "git", url: `git+${home}.git`, directory: folder },
      homepage: `${home}/tree/main/${folder}#readme`,
      bugs: { url: `${home}/issues` },
      engines: { node: ">=20.19" },
      publishConfig: { access: "public" },
    });
    expect(manifest.keywords).toEqual(expect.arrayContaining(["aws", "cloudwatch-logs", "destination"]));
    expect(String(manifest.description).length).toBeGreaterThan(20);
  });

  test("has a README, the licence's text and the notice, and packs all three", () => {
    expect(existsSync(join(root, folder, "README.md"))).toBe(true);
    for (const name of ["LICENSE", "NOTICE"]) {
      expect(readFileSync(join(root, folder, name), "utf8")).toBe(readFileSync(join(root, name), "utf8"));
    }
    // npm packs the other two by itself.
    expect(manifest.files).toContain("NOTICE");
  });
});

test("all have one version, and need exactly that of each other", () => {
  const { version } = readManifest("core");
  const manifests = [...packages.map(([, manifest]) => manifest), readManifest("core", "jsr.json")];
  expect(manifests.filter((manifest) => manifest.version !== version)).toEqual([]);
  const names = packages.map(([, { name }]) => name);
  const needed = packages.flatMap(([folder, manifest]) =>
    ["dependencies", "devDependencies", "peerDependencies"].flatMap((kind) =>
      Object.entries((manifest[kind] ?? {}) as Record<string, string>).map(([name, range]) => ({
        folder,
        name,
        range,
      })),
    ),
  );
  expect(needed.filter(({ name, range }) => names.includes(name) && range !== version)).toEqual([]);
});
