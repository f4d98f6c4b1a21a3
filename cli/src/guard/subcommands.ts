import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readLenientJson } from "@log-destinations/terraform";
import type { TerraformInvocation } from "./invocation.ts";

/**
 * What becomes of a terraform that a command starts. It runs
 *
 * - `unchecked`: it reads no configuration and no state;
 * - `onStandIn`: its folder is checked, and it finds the stand-in of the AWS provider;
 * - `asWithoutRun`: it asks about the real provider, and finds what it would find without `run`;
 *
 * or it does not: `refused` with a reason, or `passedOver`, as if it had done its work.
 */
export type Treatment =
  | { readonly kind: "unchecked" | "onStandIn" | "asWithoutRun" }
  | { readonly kind: "refused" | "passedOver"; readonly reason: string };

const unchecked: Treatment = { kind: "unchecked" };
const onStandIn: Treatment = { kind: "onStandIn" };
const asWithoutRun: Treatment = { kind: "asWithoutRun" };

const schemaRefused: Treatment = {
  kind: "refused",
  reason:
    "terraform providers schema would print the schema of the stand-in, which has a part of the real provider's " +
    "resources. Nothing was changed; call it without log-destinations run [LD5301]",
};

const lockPassedOver: Treatment = {
  kind: "passedOver",
  reason:
    "terraform providers lock was passed over: the stand-in is in no lock file, and this folder is one that cdktf " +
    "writes. For the lock file of the real provider, call cdktf without log-destinations run [LD5302]",
};

/** By subcommand; one of two words goes before its first word. A subcommand that is not here is `onStandIn`. */
export const treatments: Readonly<Record<string, Treatment>> = {
  apply: onStandIn,
  console: onStandIn,
  destroy: onStandIn,
  fmt: unchecked,
  "force-unlock": onStandIn,
  get: onStandIn,
  graph: onStandIn,
  import: onStandIn,
  init: onStandIn,
  login: unchecked,
  logout: unchecked,
  metadata: unchecked,
  modules: onStandIn,
  output: onStandIn,
  plan: onStandIn,
  providers: onStandIn,
  "providers lock": asWithoutRun,
  "providers mirror": asWithoutRun,
  "providers schema": schemaRefused,
  refresh: onStandIn,
  show: onStandIn,
  state: onStandIn,
  taint: onStandIn,
  test: onStandIn,
  untaint: onStandIn,
  validate: onStandIn,
  version: unchecked,
  workspace: onStandIn,
};

/** What becomes of an invocation, by its subcommand and by whether cdktf has made its folder. */
export function treatmentOf({ folder, command, subcommand }: TerraformInvocation): Treatment {
  if (command === undefined) return unchecked;
  if (isSchemaFolder(folder) && schemaCommands.includes(command)) return asWithoutRun;
  const words = `${command} ${subcommand}`;
  if (words === "providers lock" && existsSync(join(folder, "cdk.tf.json"))) return lockPassedOver;
  return treatments[words] ?? treatments[command] ?? onStandIn;
}

/** The subcommands by which `cdktf get`, `provider add` and `convert` learn what a provider or a module has. [F332] */
const schemaCommands = ["init", "get", "providers", "version"];

/** Is this the temporary folder in which cdktf asks for the schema of a provider or a module? [F332] */
function isSchemaFolder(folder: string): boolean {
  if (!/^fetch(?:Provider)?Schema$/.test(basename(folder))) return false;
  if (!basename(dirname(folder)).startsWith("cdktf.") || !existsSync(folder)) return false;
  const files = readdirSync(folder).filter((name) => /\.(?:tf|tofu)(?:\.json)?$/.test(name));
  if (files.length !== 1 || files[0] !== "main.tf.json") return false;
  const configuration = readLenientJson(readFileSync(join(folder, "main.tf.json"), "utf8"));
  return Object.keys(configuration).every((block) => ["provider", "terraform", "module"].includes(block));
}
