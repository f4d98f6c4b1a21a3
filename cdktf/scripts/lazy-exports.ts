import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const reexport = /^__exportStar\(require\("(\.\/[^"]+)"\), exports\);$/gm;

/**
 * Rewrites a CommonJS file that exports what others do: each of the others is loaded when one of its names is first asked
 * for. Who imports one construct then does not wait for the provider classes of all.
 * @throws Error where the file does not only hand on what others export
 */
export function makeExportsLazy(file: string): void {
  const require = createRequire(resolve(file));
  const compiled = readFileSync(file, "utf8");
  const names = [...compiled.matchAll(reexport)].flatMap(([, other = ""]) =>
    Object.keys(require(other)).map((name) => ({ name, other })),
  );
  const exported = Object.keys(require(resolve(file)));
  if (names.length === 0 || exported.length !== names.length)
    throw new Error(
      `${file} exports ${exported.join(", ")}; expected what it hands on: ${names.map(({ name }) => name)}`,
    );
  writeFileSync(file, lazyEntry(names));
}

function lazyEntry(names: readonly { readonly name: string; readonly other: string }[]): string {
  const getters = names.map(({ name, other }) => `lazily(${JSON.stringify(name)}, () => require("${other}"));`);
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
function lazily(name, load) {
  Object.defineProperty(exports, name, {
    enumerable: true,
    configurable: true,
    get() {
      const value = load()[name];
      Object.defineProperty(exports, name, { enumerable: true, value });
      return value;
    },
  });
}
${getters.join("\n")}
// By this line, Node knows the names that an ES module can import.
0 && (module.exports = { ${names.map(({ name }) => name).join(", ")} });
`;
}
