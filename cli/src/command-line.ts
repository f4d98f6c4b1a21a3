import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Command, type CommandName, commands } from "./commands.ts";

/** The command line is wrong. */
export class UsageError extends Error {}

export interface CommandLine {
  /** `undefined` where help on all commands was asked for. */
  readonly command: CommandName | undefined;
  readonly help: boolean;
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  /** The words after `--`. */
  readonly operands: readonly string[];
}

/**
 * @throws UsageError for an unknown command or option, an option given twice, without its value or with an empty one,
 * and missing operands
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const [first, ...rest] = argv;
  if (first === undefined || first === "--help" || first === "-h") return helpOn(undefined);
  if (first === "help") {
    const [about, unexpected] = rest;
    if (unexpected !== undefined) throw new UsageError(`help takes one command; ${unexpected} is too much [LD5001]`);
    return helpOn(about === undefined ? undefined : readCommandName(about));
  }
  const command = readCommandName(first);
  const { options, operands: expected } = commands[command];
  const end = expected === undefined ? -1 : rest.indexOf("--");
  const [args, operands] = end < 0 ? [rest, []] : [rest.slice(0, end), rest.slice(end + 1)];
  const known: ParseArgsConfig["options"] = { help: { type: "boolean", short: "h" } };
  for (const [name, { value }] of Object.entries(options)) known[name] = { type: value ? "string" : "boolean" };
  try {
    const { values, tokens } = parseArgs({
      args: withValues(args, options),
      options: known,
      strict: true,
      allowPositionals: false,
      tokens: true,
    });
    const given = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
    const twice = given.find((name, index) => given.indexOf(name) !== index);
    if (twice !== undefined) throw new UsageError(`--${twice} is given twice; expected it once [LD5002]`);
    for (const [name, { value }] of Object.entries(options)) {
      if (values[name] === "") throw new UsageError(`--${name} is empty; expected --${name} ${value} [LD5003]`);
    }
    const help = values.help === true;
    if (expected !== undefined && operands.length === 0 && !help) {
      throw new UsageError(`there is nothing to ${command}; expected ${command} -- ${expected} [LD5004]`);
    }
    return { command, help, values: values as CommandLine["values"], operands };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const message = (error as Error).message.replace(/\. To specify a positional.*$/s, "");
    const hint = expected !== undefined && /positional/.test(message) ? `; expected -- in front of ${expected}` : "";
    throw new UsageError(`${message}${hint} [LD5005]`);
  }
}

/** The arguments with the values that options may be given without. */
function withValues(args: readonly string[], options: Command["options"]): string[] {
  return args.map((arg, index) => {
    const without = arg.startsWith("--") ? options[arg.slice(2)]?.valueWithout : undefined;
    return without !== undefined && (args[index + 1] ?? "-").startsWith("-") ? `${arg}=${without}` : arg;
  });
}

function helpOn(command: CommandName | undefined): CommandLine {
  return { command, help: true, values: {}, operands: [] };
}

function readCommandName(text: string): CommandName {
  if (Object.hasOwn(commands, text)) return text as CommandName;
  throw new UsageError(`${text} is not a command; expected ${Object.keys(commands).join(" or ")} [LD5006]`);
}

/** @throws UsageError for anything but a whole number from 0 to 65535 */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65535))
    throw new UsageError(`--port is ${JSON.stringify(text)}; expected a number from 0 to 65535 [LD5007]`);
  return port;
}

const unitMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/**
 * @returns milliseconds
 * @throws UsageError for anything but a number with a unit
 */
export function readDuration(option: string, text: string): number {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  if (number === undefined) {
    throw new UsageError(`--${option} is ${JSON.stringify(text)}; expected a time such as 10s, 500ms or 2m [LD5008]`);
  }
  return Number(number) * (unitMilliseconds[unit] ?? 1);
}
