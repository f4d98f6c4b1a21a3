import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
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
// The package for CDK Terrain is no workspace: its peers and those of the others exclude each other.
const packages = [...workspaces, "cdktn"].map((folder) => [folder, readManifest(folder)] as const);
const published = packages.filter(([, manifest]) => !manifest.private);
const home = "https://github.com/log-destinations/log-destinations";

test("these packages are published", () => {
  const names = published.map(([, { name }]) => name).sort();
  expect(names).toEqual([
    "@log-destinations/cdktf",
    "@log-destinations/cdktn",
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
      engines: { node: folder === "cdktn" ? ">=22.11" : ">=20.19" },
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

describe("the constructs for CDK Terrain", () => {
  const [cdktf, cdktn] = ["cdktf", "cdktn"].map((folder) => readManifest(folder)) as [Manifest, Manifest];
  const peers = cdktn.peerDependencies as Record<string, string>;

  test("have the manifest of those for cdktf, apart from what is the fork's", () => {
    const others = Object.keys({ ...cdktf, ...cdktn }).filter(
      (member) => !isDeepStrictEqual(cdktf[member], cdktn[member]),
    );
    expect(others.sort()).toEqual([
      "description",
      "devDependencies",
      "engines",
      "homepage",
      "jsii",
      "keywords",
      "name",
      "peerDependencies",
      "repository",
      "scripts",
    ]);
    expect(JSON.stringify({ ...cdktn, scripts: {} })).not.toMatch(/cdktf|CDK for Terraform/i);
  });

  test("are compiled against the lowest version of each package of the fork that they take", () => {
    const { constructs, ...fork } = cdktn.devDependencies as Record<string, string>;
    const { constructs: _, ...ranges } = peers;
    expect(Object.fromEntries(Object.entries(fork).map(([name, version]) => [name, `^${version}`]))).toEqual(ranges);
    expect(constructs).toMatch(/^10\.7\.\d+$/);
  });

  test("take of each peer what the fork takes of it, and need the Node that the fork needs", () => {
    const lock = readManifest("cdktn", "package-lock.json") as unknown as { packages: Record<string, Manifest> };
    const fork = ["cdktn", "@cdktn/provider-aws"].map((name) => lock.packages[`node_modules/${name}`]);
    expect(peers).toMatchObject(fork[0]?.peerDependencies as object);
    expect(peers).toMatchObject(fork[1]?.peerDependencies as object);
    const least = (manifest = cdktn) => /\d+\.\d+/.exec((manifest.engines as { node: string }).node)?.[0];
    expect(least()).toBe(least(fork[1]));
  });

  test("are installed in these versions by the line of their README, and by the page on moving", () => {
    const { constructs: _, ...ranges } = { ...peers };
    const specs = [...Object.entries(ranges).map(([name, range]) => `${name}@${range}`), "constructs@~10.7.0"].sort();
    for (const page of ["README.md", "docs/moving-to-cdk-terrain.md"]) {
      const text = readFileSync(join(root, "cdktn", page), "utf8");
      const [line = ""] = /^npm install .*@log-destinations\/cdktn\b.*$/m.exec(text) ?? [];
      expect(line.split(" ").slice(2).sort(), page).toEqual(["@log-destinations/cdktn", ...specs].sort());
    }
  });
});
