// Writes what a release publishes into `dist/release`: the tarballs in the order in which they go out, an SBOM of what they
// bring with them in two formats, and checksums. Prints the licence of each package. Needs a build, and no network.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Each after those that it needs. */
const folders = ["core", "local", "cdktf", "cdktn", "cli"];

const root = join(import.meta.dirname, "..");
const out = join(root, "dist/release");
const project = mkdtempSync(join(tmpdir(), "release-"));
const npm = (args, cwd = project) =>
  execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const packed = folders.map((folder) => {
    const [{ filename }] = JSON.parse(npm(["pack", "--json", "--pack-destination", out], join(root, folder)));
    return filename;
  });
  const { version } = JSON.parse(readFileSync(join(root, "core/package.json"), "utf8"));
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "log-destinations-release", version, private: true }),
  );
  // The peers of the constructs, cdktf or its fork and the AWS provider's classes, are the user's to install and not ours to list.
  const tarballs = packed.map((name) => join(out, name));
  npm(["install", "--offline", "--no-audit", "--no-fund", "--legacy-peer-deps", ...tarballs]);
  for (const format of ["cyclonedx", "spdx"]) {
    writeFileSync(join(out, `sbom.${format}.json`), npm(["sbom", "--sbom-format", format, "--legacy-peer-deps"]));
  }
  const sums = readdirSync(out).map((name) => {
    const hash = createHash("sha256")
      .update(readFileSync(join(out, name)))
      .digest("hex");
    return `${hash}  ${name}\n`;
  });
  writeFileSync(join(out, "SHA256SUMS"), sums.join(""));
  const { packages } = JSON.parse(readFileSync(join(out, "sbom.spdx.json"), "utf8"));
  for (const { name, versionInfo, licenseDeclared } of packages.slice(1)) {
    console.log(`${name.padEnd(28)} ${versionInfo.padEnd(8)} ${licenseDeclared}`);
  }
  console.log(`\nin ${out}, to publish in this order:\n${packed.map((name) => `  ${name}`).join("\n")}`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
