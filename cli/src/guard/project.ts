import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isMarked, readLenientJson } from "@log-destinations/terraform";
import { backendsOf } from "./backend.ts";
import { dataFolder } from "./environment.ts";
import type { Undertaking } from "./invocation.ts";
import { isFolder } from "./own-folder.ts";

/**
 * Refuses a folder whose state is not this provider's to write: one kept elsewhere, or one that holds real resources.
 * @throws Error
 */
export function refuseProject({ folder, command, workspace, states }: Undertaking): void {
  if (!isFolder(folder)) return;
  const backends = [...backendsOf(folder), ...initialized(folder)];
  const elsewhere = backends.find(({ name }) => name !== "local");
  if (elsewhere) {
    throw new Error(
      `${elsewhere.file} keeps its state in the backend ${elsewhere.name}, where the real one may be. Nothing was ` +
        'changed; for a local run, write an override.tf that says terraform { backend "local" {} }, or leave the ' +
        "backend out",
    );
  }
  // Changing to another workspace is the way out of one with real resources.
  if (command === "workspace") return;
  for (const file of states) refuseState(resolve(folder, file), "name another file in its place");
  const selected = workspace || selectedIn(folder) || "default";
  const settings = [{}, ...backends.map((backend) => backend.settings)];
  for (const file of new Set(settings.map((setting) => stateFile(folder, selected, setting)))) {
    refuseState(
      file,
      "take another workspace, such as with TF_WORKSPACE=local in front of the command, or another folder",
    );
  }
}

interface LocalSettings {
  path?: unknown;
  workspace_dir?: unknown;
}

function stateFile(folder: string, workspace: string, { path, workspace_dir: workspaces }: LocalSettings): string {
  const given = (value: unknown, otherwise: string): string => (typeof value === "string" && value ? value : otherwise);
  if (workspace === "default") return resolve(folder, given(path, "terraform.tfstate"));
  return resolve(folder, given(workspaces, "terraform.tfstate.d"), workspace, "terraform.tfstate");
}

/** The backend that `terraform init` of an earlier run took, whatever files or options told it. */
function initialized(folder: string): { name: string; settings: LocalSettings; file: string }[] {
  const file = join(folder, dataFolder, "terraform.tfstate");
  if (!existsSync(file)) return [];
  const { backend } = readLenientJson(readFileSync(file, "utf8")) as {
    backend?: { type: string; config?: LocalSettings };
  };
  return backend ? [{ name: backend.type, settings: backend.config ?? {}, file }] : [];
}

function selectedIn(folder: string): string {
  const file = join(folder, dataFolder, "environment");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}

interface StateFile {
  resources?: { mode: string; type: string; provider: string; instances?: { private?: string }[] }[];
}

function refuseState(file: string, advice: string): void {
  if (!existsSync(file)) return;
  const { resources = [] } = readLenientJson(readFileSync(file, "utf8")) as StateFile;
  const real = resources.find(
    ({ mode, provider, instances = [] }) =>
      mode === "managed" &&
      /\/hashicorp\/aws"\]/.test(provider) &&
      !instances.every(({ private: kept }) => isMarked(kept)),
  );
  if (!real) return;
  throw new Error(
    `${file} holds a real ${real.type}, which is not in the local service. Nothing was changed; for a local run, ${advice}`,
  );
}
