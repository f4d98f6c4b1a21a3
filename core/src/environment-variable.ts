interface Runtime {
  process?: { env?: Record<string, string | undefined> };
}

/**
 * A variable of this process's environment. `undefined` where it is not set or empty, where the runtime has no
 * environment, and where the program may not read it (Deno without `--allow-env`).
 */
export function environment(variable: string): string | undefined {
  try {
    return (globalThis as Runtime).process?.env?.[variable] || undefined;
  } catch {
    return undefined;
  }
}
