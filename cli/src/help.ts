import { type Command, type CommandName, commands } from "./commands.ts";

const exitCodes = `Exit codes:
  0  it did what it was told
  1  it could not: the port is taken, a file cannot be read
  2  the command line is wrong
run ends with its command's code; 125: refused or failed before it, 127: the command cannot be run`;

/** What `--help` prints, for one command or for all. */
export function help(name: CommandName | undefined): string {
  return name === undefined ? overview() : helpOf(name, commands[name]);
}

function overview(): string {
  const list = rows(Object.entries(commands).map(([name, { says }]) => [name, says]));
  return `Usage: log-destinations COMMAND [OPTIONS]

Amazon CloudWatch Logs destinations as a local service.

Commands:
${list}

log-destinations help COMMAND tells the options of one, log-destinations --version the version.

${exitCodes}`;
}

function helpOf(name: string, { says, options, operands }: Command): string {
  const written = Object.entries(options).map(([option, { value, says }]): [string, string] => [
    `--${option}${value === undefined ? "" : ` ${value}`}`,
    says,
  ]);
  return `Usage: log-destinations ${name} [OPTIONS]${operands === undefined ? "" : ` -- ${operands}`}

${says}

Options:
${rows([...written, ["--help", "tells this"]])}

${exitCodes}`;
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  const under = `\n${" ".repeat(width + 4)}`;
  return pairs.map(([name, says]) => `  ${name.padEnd(width)}  ${says.replaceAll("\n", under)}`).join("\n");
}
