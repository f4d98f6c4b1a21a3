import { type Command, type CommandName, commands } from "./commands.ts";

const exitCodesHelp = `Exit codes:
  0  success
  1  failure: the port is taken, a file cannot be read
  2  the command line is wrong
run ends with the exit code of its command; 125 if run itself fails, 127 if the command cannot be run`;

/** The text of `--help`, on one command or on all. */
export function help(name: CommandName | undefined): string {
  return name === undefined ? overview() : helpOf(name, commands[name]);
}

function overview(): string {
  const list = rows(Object.entries(commands).map(([name, { description }]) => [name, description]));
  return `Usage: log-destinations COMMAND [OPTIONS]

Serves Amazon CloudWatch Logs destinations locally, and runs terraform and cdktf on them.

Commands:
${list}

log-destinations help COMMAND prints the options of a command, log-destinations --version the version.

${exitCodesHelp}`;
}

function helpOf(name: string, { description, options, operands }: Command): string {
  const listed = Object.entries(options).map(([option, { value, valueWithout, description }]): [string, string] => {
    const placeholder = valueWithout === undefined ? value : `[${value}]`;
    return [`--${option}${placeholder === undefined ? "" : ` ${placeholder}`}`, description];
  });
  return `Usage: log-destinations ${name} [OPTIONS]${operands === undefined ? "" : ` -- ${operands}`}

${description}

Options:
${rows([...listed, ["--help", "print this help"]])}

${exitCodesHelp}`;
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  const nextLine = `\n${" ".repeat(width + 4)}`;
  return pairs.map(([name, text]) => `  ${name.padEnd(width)}  ${text.replaceAll("\n", nextLine)}`).join("\n");
}
