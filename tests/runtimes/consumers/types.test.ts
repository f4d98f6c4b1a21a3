import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmptyProject } from "../../packed/tarballs.ts";
import { installed, projectWith } from "./project.ts";

const resolve = createRequire(import.meta.url).resolve;
const root = join(import.meta.dirname, "../../..");

const compilers = {
  "5.4": installed("typescript-5.4/bin/tsc"),
  "5.9": resolve("typescript/bin/tsc"),
  "6": installed("typescript-6/bin/tsc"),
  "7": installed("typescript-7/bin/tsc"),
};

/** The subpaths of a package, as its manifest has them. */
const entriesOf = (wing: string): string[] => {
  const { name, exports } = JSON.parse(readFileSync(join(root, wing, "package.json"), "utf8"));
  return Object.keys(exports)
    .filter((entry) => entry !== "./package.json")
    .map((entry) => join(name, entry));
};
const core = entriesOf("core");
const all = [...core, ...entriesOf("local")];
const ofTheWeb = core.filter((entry) => !entry.endsWith("/node"));

/** A program over these entries. That their types are there, and no `any`, shows in the lines that must not compile. */
const program = (entries: readonly string[]): string => `
${entries.map((entry, index) => `import * as entry${index} from "${entry}";`).join("\n")}
import { accessPolicy, type Destination, isLogsError, LogDestinationsClient, webHashing } from "@log-destinations/core";
${entries.map((_, index) => `// @ts-expect-error\nentry${index}.none;`).join("\n")}
export async function use(signal: AbortSignal): Promise<string[]> {
  const client = new LogDestinationsClient({ region: "eu-west-1" });
  const arns: string[] = [];
  for await (const { arn } of client.destinations({ DestinationNamePrefix: "a" }, { signal })) arns.push(arn);
  try {
    const policy: string = accessPolicy({ destinationArn: "arn", accounts: ["111122223333"] });
    await client.putDestinationPolicy({ destinationName: "a", accessPolicy: policy }, { signal });
    const key = webHashing.key("secret");
    const code = await webHashing.hmac(key, "text");
    arns.push(String(code.byteLength));
  } catch (error) {
    if (isLogsError(error, "ResourceNotFoundException")) arns.push(error.code);
  }
  const one: Destination | undefined = await client.destinations().first();
  // @ts-expect-error
  const wrong: number = one?.arn;
  // @ts-expect-error
  webHashing.key(7);
  return [...arns, String(wrong)];
}
`;

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
  incremental: false,
};
const template = join(dirname(resolve("cdktf-cli/package.json")), "bundle/templates/typescript/tsconfig.json");
const settings = [
  {
    name: "of Node, without the DOM",
    file: "node.mts",
    entries: all,
    tsconfig: {
      compilerOptions: { target: "es2022", lib: ["es2022"], module: "nodenext", types: ["node"], ...strict },
    },
  },
  {
    name: "of a bundler, without Node",
    file: "web.ts",
    // What the DOM's types lack, they lack in each version.
    under: "7",
    entries: ofTheWeb,
    tsconfig: {
      compilerOptions: {
        ...{ target: "es2022", lib: ["es2022", "dom", "dom.iterable"], module: "esnext" },
        ...{ moduleResolution: "bundler", types: [], ...strict },
      },
    },
  },
  {
    name: "that `cdktf init` makes, with CommonJS",
    file: "main.ts",
    entries: all,
    tsconfig: { extends: template, compilerOptions: { types: ["node"], ...strict } },
  },
];

describe("the types of the packed packages", () => {
  let project: EmptyProject;
  beforeAll(() => {
    project = projectWith("@types/node", "undici-types");
  });
  afterAll(() => project.remove());

  describe.each(Object.entries(compilers))("under TypeScript %s", (version, tsc) => {
    it.each(settings.filter(({ under = version }) => under === version))(
      "compile with the settings $name",
      ({ file, entries, tsconfig }) => {
        project.file(file, program(entries));
        const config = project.file(
          `tsconfig-${version}-${file}.json`,
          JSON.stringify({ ...tsconfig, include: [file] }),
        );
        expect(compile(tsc, config)).toBe("");
      },
    );
  });

  /** @returns what the compiler says */
  function compile(tsc: string, config: string): string {
    try {
      return project.run(process.execPath, tsc, "--pretty", "false", "-p", config);
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }
});
