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
  /** The value of `-parallelism`: how many resources it works on at once; `undefined` where it is left to Terraform. */
  readonly parallelism: number | undefined;
  /** The file that a `plan` saves its plan in, an absolute path. */
  readonly savesPlanIn: string | undefined;
  /** The file whose plan an `apply` applies, an absolute path. */
  readonly appliesPlanOf: string | undefined;
}

interface TerraformStart {
  /** The folder that it is started in. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly workspace: string | undefined;
  /** An environment, of which `TF_CLI_ARGS` and `TF_CLI_ARGS_…` are read. */
  readonly env: NodeJS.ProcessEnv;
}

export function readTerraformInvocation({ folder, args, workspace, env }: TerraformStart): TerraformInvocation {
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const global = args.slice(0, at < 0 ? undefined : at);
  const changedTo = global.findLast((arg) => arg.startsWith("-chdir="))?.slice("-chdir=".length) ?? "";
  const command = args[at];
  const wordsIn = (name: string): string[] => wordsOf(env[name] ?? "");
  // Those for other commands are read too: a script that keeps a real state there may start them next.
  const added = Object.keys(env)
    .filter((name) => name.startsWith("TF_CLI_ARGS"))
    .flatMap(wordsIn);
  // Terraform puts them before the arguments, in this order. The last option is the one that counts. [F329]
  const inOrder = [...wordsIn(`TF_CLI_ARGS_${command}`), ...wordsIn("TF_CLI_ARGS"), ...args];
  const worksIn = resolve(folder, changedTo);
  const fileOf = (name: string | undefined) => (name === undefined ? undefined : resolve(worksIn, name));
  const last = args.slice(at + 1).at(-1);
  return {
    folder: worksIn,
    command,
    subcommand: at < 0 ? undefined : args.slice(at + 1).find((arg) => !arg.startsWith("-")),
    workspace,
    states: [args, added].flatMap(statesIn).filter((file) => file !== ""),
    parallelism: parallelismIn(inOrder),
    savesPlanIn: command === "plan" ? fileOf(optionIn(inOrder, "out")) : undefined,
    // Terraform takes it after all options alone. A word that is the value of one is the name of no plan.
    appliesPlanOf: command === "apply" && last !== undefined && !last.startsWith("-") ? fileOf(last) : undefined,
  };
}

function parallelismIn(args: readonly string[]): number | undefined {
  const given = Number(optionIn(args, "parallelism"));
  // Terraform takes 0 for its default, and refuses anything else.
  return given > 0 ? given : undefined;
}

/** The value of an option; where it is given more than once, the last one. */
function optionIn(args: readonly string[], name: string): string | undefined {
  const form = new RegExp(`^--?${name}(?:=(.*))?$`, "s");
  const given = args.flatMap((arg, index) => {
    const [option, value] = form.exec(arg) ?? [];
    return option === undefined ? [] : (value ?? args[index + 1] ?? []);
  });
  return given.at(-1);
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
