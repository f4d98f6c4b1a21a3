import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const documents = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");

/** Made by a build or a run. */
const generated = /\/(dist|lib|node_modules)(\/|$)/;

test.each(documents)("the files that %s names are there", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const named = [...text.matchAll(/`((?:core|cdktf|local|terraform|cli|docs|tests)\/[\w./-]+)`/g)].map(
    ([, path = ""]) => path,
  );
  const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = ""]) =>
    join(dirname(document), path),
  );
  const missing = [...named, ...linked].filter((path) => !generated.test(path) && !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});
