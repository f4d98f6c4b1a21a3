import type { App } from "cdktf";
import { synthApp } from "../cdktf/synth.ts";

/** The stack called `stack` as terraform gets it, its state in the folder that terraform runs in. */
export function synthesized(build: (app: App) => void): object {
  const { terraform, ...rest } = synthApp(build).stack("stack");
  const { backend: _, ...settings } = terraform as { backend?: object };
  return { ...rest, terraform: settings };
}
