import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMarked } from "./stand-in.ts";

/** What a run leaves behind is in a folder of this name. */
export const folder = ".log-destinations";

/**
 * Refuses a project whose state is not this provider's to write: one kept elsewhere, or one that holds real resources.
 * @throws Error
 */
export function refuseProject(project: string): void {
  for (const place of [project, ...synthesized(project)]) {
    for (const file of filesOf(place, /\.(tf|tofu)(\.json)?$/)) refuseBackend(file);
    for (const file of [...filesOf(place, /\.tfstate$/), ...workspaceStates(place)]) refuseState(file);
  }
}

/** The folders of the stacks that cdktf has written. */
function synthesized(project: string): string[] {
  const stacks = join(project, "cdktf.out", "stacks");
  return existsSync(stacks) ? readdirSync(stacks).map((stack) => join(stacks, stack)) : [];
}

function workspaceStates(place: string): string[] {
  const workspaces = join(place, "terraform.tfstate.d");
  if (!existsSync(workspaces)) return [];
  return readdirSync(workspaces).flatMap((workspace) => filesOf(join(workspaces, workspace), /\.tfstate$/));
}

function filesOf(place: string, named: RegExp): string[] {
  const entries = readdirSync(place, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && named.test(entry.name)).map(({ name }) => join(place, name));
}

function refuseBackend(file: string): void {
  const text = readFileSync(file, "utf8");
  const backend = file.endsWith(".json") ? backendOfJson(text) : backendOfHcl(text);
  if (backend === undefined || backend === "local") return;
  throw new Error(
    `${file} keeps its state in the backend ${backend}, where the real one may be. Nothing was changed; ` +
      "for a local run, leave the backend out or take the local one",
  );
}

function backendOfHcl(text: string): string | undefined {
  const code = text.replaceAll(/\/\*.*?\*\/|(?:#|\/\/).*$/gms, "");
  return /\bbackend\s+"?([\w-]+)"?\s*\{/.exec(code)?.[1] ?? /^\s*(cloud)\s*\{/m.exec(code)?.[1];
}

function backendOfJson(text: string): string | undefined {
  const { terraform } = parse(text) as { terraform?: object | object[] };
  for (const block of [terraform ?? []].flat() as { backend?: object | object[]; cloud?: unknown }[]) {
    if (block.cloud !== undefined) return "cloud";
    const [name] = [block.backend ?? []].flat().flatMap((backend) => Object.keys(backend));
    if (name !== undefined) return name;
  }
  return undefined;
}

interface StateFile {
  resources?: { mode: string; type: string; provider: string; instances?: { private?: string }[] }[];
}

function refuseState(file: string): void {
  const { resources = [] } = parse(readFileSync(file, "utf8")) as StateFile;
  const real = resources.find(
    ({ mode, provider, instances = [] }) =>
      mode === "managed" &&
      /\/hashicorp\/aws"\]/.test(provider) &&
      !instances.every(({ private: kept }) => isMarked(kept)),
  );
  if (!real) return;
  throw new Error(
    `${file} holds a real ${real.type}, which is not in the local service. Nothing was changed; ` +
      "for a local run, use another folder or another workspace",
  );
}

/** What is no JSON is left to terraform to complain of. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
