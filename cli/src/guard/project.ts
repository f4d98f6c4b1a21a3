import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isOwnershipMark, readLenientJson } from "@log-destinations/terraform";
import { backendsOf } from "./backend.ts";
import type { TerraformInvocation } from "./invocation.ts";
import { dataFolder, isFolder } from "./own-folder.ts";

/**
 * Refuses a project whose state may be real: one that is kept by a remote backend, or that holds resources of the real
 * provider.
 * @param data terraform's data folder for it
 * @throws Error
 */
export function refuseProject(
  { folder, command, workspace, states }: TerraformInvocation,
  data: string = join(folder, dataFolder),
): void {
  if (!isFolder(folder)) return;
  const backends = [...backendsOf(folder), ...initializedBackends(data)];
  const remote = backends.find(({ name }) => name !== "local");
  if (remote) {
    throw new Error(
      `${remote.file} keeps its state in the backend ${remote.name}, where the real one may be. Nothing was ` +
        'changed; for a local run, write an override.tf that says terraform { backend "local" {} }, or leave the ' +
        "backend out [LD5102]",
    );
  }
  // Selecting another workspace is the way out of one with real resources.
  if (command === "workspace" || command === "env") return;
  for (const file of states) refuseState(resolve(folder, file), "name another file in its place");
  const selected = workspace || selectedWorkspace(data) || "default";
  const settings = [{}, ...backends.map((backend) => backend.settings)];
  for (const file of new Set(settings.map((setting) => stateFile(folder, selected, setting)))) {
    refuseState(
      file,
      "use another workspace, for example with TF_WORKSPACE=local in front of the command, or another folder",
    );
  }
}

interface LocalSettings {
  path?: unknown;
  workspace_dir?: unknown;
}

function stateFile(folder: string, workspace: string, { path, workspace_dir: workspaces }: LocalSettings): string {
  const textOr = (value: unknown, other: string): string => (typeof value === "string" && value ? value : other);
  if (workspace === "default") return resolve(folder, textOr(path, "terraform.tfstate"));
  return resolve(folder, textOr(workspaces, "terraform.tfstate.d"), workspace, "terraform.tfstate");
}

/** The backend that `terraform init` of an earlier run has chosen, by files or by options. */
function initializedBackends(data: string): { name: string; settings: LocalSettings; file: string }[] {
  const file = join(data, "terraform.tfstate");
  if (!existsSync(file)) return [];
  const { backend } = readLenientJson(readFileSync(file, "utf8")) as {
    backend?: { type: string; config?: LocalSettings };
  };
  return backend ? [{ name: backend.type, settings: backend.config ?? {}, file }] : [];
}

function selectedWorkspace(data: string): string {
  const file = join(data, "environment");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}

interface TerraformState {
  resources?: { mode: string; type: string; provider: string; instances?: { private?: string }[] }[];
}

function refuseState(file: string, advice: string): void {
  if (!existsSync(file)) return;
  const { resources = [] } = readLenientJson(readFileSync(file, "utf8")) as TerraformState;
  const real = resources.find(
    ({ mode, provider, instances = [] }) =>
      mode === "managed" &&
      /\/hashicorp\/aws"\]/.test(provider) &&
      !instances.every(({ private: privateData }) => isOwnershipMark(privateData)),
  );
  if (!real) return;
  throw new Error(
    `${file} holds a real ${real.type}, which is not in the local service. Nothing was changed; for a local run, ${advice} [LD5103]`,
  );
}
