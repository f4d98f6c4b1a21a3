import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The registry of this project's scope, as it is after a release, on this machine. */
export interface Registry {
  readonly url: string;
  /** The file of each package that was packed, by its folder: the command's name is in no scope that could lead here. */
  readonly tarballs: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Packs the built packages in these folders, and serves those of the scope. */
export async function startRegistry(...folders: readonly string[]): Promise<Registry> {
  const packed = mkdtempSync(join(tmpdir(), "terrain-registry-"));
  const packages = folders.map((folder) => {
    const cwd = join(root, folder);
    const output = execFileSync("npm", ["pack", "--json", "--pack-destination", packed], { cwd, encoding: "utf8" });
    const [{ filename, integrity, shasum }] = JSON.parse(output);
    const manifest = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
    return { folder, file: join(packed, filename), manifest, dist: { integrity, shasum } };
  });

  const server = createServer(({ url = "", headers }, response) => {
    const path = decodeURIComponent(url.slice(1));
    const found = packages.find(({ manifest, folder }) => path === manifest.name || path === `${folder}.tgz`);
    if (found === undefined) return response.writeHead(404).end();
    const { folder, file, manifest, dist } = found;
    if (path !== manifest.name) return response.end(readFileSync(file));
    const { name, version } = manifest;
    const published = { ...manifest, dist: { ...dist, tarball: `http://${headers.host}/${folder}.tgz` } };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions: { [version]: published } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    tarballs: Object.fromEntries(packages.map(({ folder, file }) => [folder, file])),
    close: async () => {
      server.close();
      server.closeAllConnections();
      rmSync(packed, { recursive: true });
    },
  };
}
