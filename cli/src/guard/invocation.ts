import { resolve } from "node:path";

/** What terraform is started to do. */
export interface Undertaking {
  readonly folder: string;
  /** `apply`; none where it is asked for help. */
  readonly command: string | undefined;
  /** That `TF_WORKSPACE` names. */
  readonly workspace: string | undefined;
  /** The files that `-state`, `-state-out` and `-backend-config=path=` name. */
  readonly states: readonly string[];
}

interface Start {
  /** Where it is started. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly workspace: string | undefined;
  /** What `TF_CLI_ARGS` and its like add, whichever command they are for. */
  readonly more: string;
}

export function readUndertaking({ folder, args, workspace, more }: Start): Undertaking {
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const global = args.slice(0, at < 0 ? undefined : at);
  const elsewhere = global.findLast((arg) => arg.startsWith("-chdir="))?.slice("-chdir=".length) ?? "";
  return {
    folder: resolve(folder, elsewhere),
    command: args[at],
    workspace,
    states: [args, wordsOf(more)].flatMap(statesIn).filter((file) => file !== ""),
  };
}

function statesIn(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const [option, value] = /^--?(?:state(?:-out)?|backend-config)(?:=(.*))?$/s.exec(arg) ?? [];
    // Of another argument of the backend no file has the name.
    return option === undefined ? [] : (value ?? args[index + 1] ?? "").replace(/^path=/, "");
  });
}

/** As a shell tells them apart. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
  return words.map((word) =>
    word.replaceAll(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, escaped, double, single) =>
      double === undefined ? (escaped ?? single) : double.replaceAll(/\\(.)/gs, "$1"),
    ),
  );
}
