import { expect, test } from "vitest";
import { circlesOfFiles, circlesOfRooms, forbiddenImports, type Import, readImports, wings } from "./imports.ts";

const imports = readImports();
const value = (from: string, to: string): Import => ({ from, to, typesOnly: false });

test("the sources of every wing are read", () => {
  const seen = new Set(imports.map(({ from }) => from.split("/")[0]));
  expect([...seen].sort()).toEqual(Object.keys(wings).sort());
});

test("a wing imports what it may know, and no other package", () => {
  expect(forbiddenImports(imports)).toEqual([]);
});

test("no files import each other in a circle, types included", () => {
  expect(circlesOfFiles(imports)).toEqual([]);
});

test("no folders import each other in a circle, but by types alone", () => {
  expect(circlesOfRooms(imports)).toEqual([]);
});

const arrows = Object.entries(wings).flatMap(([wing, { wings: known }]) =>
  known.map((other) => [wing, other] as const),
);

test.each(arrows)("the arrow from %s to %s turned round is seen, by package and by path", (wing, other) => {
  const name = wing === "cli" ? "log-destinations" : `@log-destinations/${wing}`;
  for (const to of [name, `${wing}/src/index.ts`]) {
    const turned = value(`${other}/src/somewhere.ts`, to);
    expect(forbiddenImports([...imports, turned])).toEqual([`${other}/src/somewhere.ts imports ${to}`]);
  }
});

test("a package that a wing does not declare is seen, and a circle of files or folders", () => {
  expect(forbiddenImports([value("core/src/x.ts", "left-pad")])).toEqual(["core/src/x.ts imports left-pad"]);
  const [a, b] = ["core/src/a/one.ts", "core/src/b/two.ts"];
  expect(circlesOfFiles([value(a, b), { from: b, to: a, typesOnly: true }])).toEqual([`${a} → ${b} → ${a}`]);
  const other = "core/src/a/three.ts";
  expect(circlesOfRooms([value(a, b), value(b, other)])).toEqual(["core/src/a → core/src/b → core/src/a"]);
  expect(circlesOfRooms([value(a, b), { from: b, to: other, typesOnly: true }])).toEqual([]);
});
