import { resolve } from "node:path";

/** What terraform is started to do. */
export interface TerraformInvocation {
  readonly folder: string;
  /** Such as `apply`; `undefined` where only help or the version is asked for. */
  readonly command: string | undefined;
  /** The first word after the command, such as `lock` of `providers lock`. */
  readonly subcommand: string | undefined;
  /** The value of `TF_WORKSPACE`. */
  readonly workspace: string | undefined;
  /** The files that `-state`, `-state-out` and `-backend-config=path=` name. */
  readonly states: readonly string[];
}

interface TerraformStart {
  /** The folder that it is started in. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly workspace: string | undefined;
  /** The values of `TF_CLI_ARGS` and `TF_CLI_ARGS_…`, whichever command they are for. */
  readonly extraArgs: string;
}

export function readTerraformInvocation({ folder, args, workspace, extraArgs }: TerraformStart): TerraformInvocation {
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const global = args.slice(0, at < 0 ? undefined : at);
  const changedTo = global.findLast((arg) => arg.startsWith("-chdir="))?.slice("-chdir=".length) ?? "";
  return {
    folder: resolve(folder, changedTo),
    command: args[at],
    subcommand: at < 0 ? undefined : args.slice(at + 1).find((arg) => !arg.startsWith("-")),
    workspace,
    states: [args, wordsOf(extraArgs)].flatMap(statesIn).filter((file) => file !== ""),
  };
}

function statesIn(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const [option, value] = /^--?(?:state(?:-out)?|backend-config)(?:=(.*))?$/s.exec(arg) ?? [];
    // Another setting, such as `bucket=x`, is looked for as a file too, and not found.
    return option === undefined ? [] : (value ?? args[index + 1] ?? "").replace(/^path=/, "");
  });
}

/** Splits a line into words as a shell does. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
  return words.map((word) =>
    word.replaceAll(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, escaped, double, single) =>
      double === undefined ? (escaped ?? single) : double.replaceAll(/\\(.)/gs, "$1"),
    ),
  );
}
