import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

type Library = typeof import("cdktf");
type Constructs = typeof import("@log-destinations/cdktf");

const root = join(import.meta.dirname, "../..");
const outdir = mkdtempSync(join(tmpdir(), "terrain-half-moved-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** What is built here, each with the library that it is compiled against. */
const [ours, forks] = ["cdktf", "cdktn"].map((name) => {
  const require = createRequire(join(root, name, "package.json"));
  return {
    name,
    library: require(name) as Library,
    constructs: require(join(root, name, "lib/index.js")) as Constructs,
  };
}) as [Built, Built];

interface Built {
  readonly name: string;
  readonly library: Library;
  readonly constructs: Constructs;
}

function synthesize({ App, TerraformStack }: Library, { LogDestination, LogDestinationTarget }: Constructs): void {
  const app = new App({ outdir });
  class Logging extends TerraformStack {}
  const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
  new LogDestination(new Logging(app, "logging"), "Central", { destinationName: "central", target });
  app.synth();
}

test.each([
  { on: ours.name, app: ours, imported: forks.name, other: forks },
  { on: forks.name, app: forks, imported: ours.name, other: ours },
])("an app on $on with constructs for $imported is refused by a sentence", ({ app, other }) => {
  expect(() => synthesize(app.library, other.constructs)).toThrow(
    `the app is made with ${app.name}, and these constructs are for ${other.name}; import them from ` +
      `@log-destinations/${app.name}, or App and TerraformStack from ${other.name} [LD2801]`,
  );
});

test.each([ours, forks])("an app on $name with constructs for it gets as far as cdktf's own checks", (built) => {
  // The stack has no provider.
  expect(() => synthesize(built.library, built.constructs)).toThrow(/without a provider|Found resources without/);
});
