import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

interface Shim {
  /** The folder that it lies in. */
  readonly own: string;
  /** What it runs: a name to be found on the `PATH` without that folder, or a path. */
  readonly program: string;
  /** Where to ask whether it may. */
  readonly port: number;
  readonly token: string;
  readonly variables: Readonly<Record<string, string>>;
  /** That of the machine, if there is one: it asks without starting another program. */
  readonly bash: string | undefined;
}

/** Subcommands that look at no configuration and no state. */
const idle = ["", "version", "fmt", "login", "logout"];

/** A program that asks whether terraform may run in the folder that it is started for, and then becomes terraform. */
export function writeShim({ own, program, port, token, variables, bash }: Shim): string {
  const ask = `const s = require("node:net").connect(${port}, "127.0.0.1"); s.write(process.argv[1]); s.pipe(process.stdout)`;
  return `#!${bash ?? "/bin/sh"}
# Of log-destinations run, and gone when it ends.
folder=$PWD
command=
for argument in "$@"; do
  case $argument in
    -chdir=/*) folder=\${argument#-chdir=} ;;
    -chdir=*) folder=$PWD/\${argument#-chdir=} ;;
    -*) ;;
    *) command=$argument; break ;;
  esac
done
question="${token}
$command
$TF_WORKSPACE
$folder
"
case $command in
  ${idle.map((name) => `"${name}"`).join(" | ")}) said=ok ;;
  *)
    ${
      bash === undefined
        ? `said=$(${quote(process.execPath)} --eval ${quote(ask)} -- "$question")`
        : `exec 3<> /dev/tcp/127.0.0.1/${port} && printf %s "$question" >&3 && IFS= read -r -d '' said <&3
    exec 3>&-`
    } ;;
esac
if [ "$said" != ok ]; then
  printf 'log-destinations: %s\\n' "\${said:-the run that this belongs to has ended}" >&2
  exit 125
fi
rest=$PATH
case $PATH in *${quote(own)}*)
  after=\${PATH#*${quote(own)}}
  rest=\${PATH%%${quote(own)}*}\${after#:} ;;
esac
real=$(PATH=$rest; command -v ${quote(program)})
if [ -z "$real" ]; then
  printf '%s\\n' ${quote(`log-destinations: there is no ${program} on the PATH; install it first`)} >&2
  exit 127
fi
${Object.entries(variables)
  .map(([name, value]) => `export ${name}=${quote(value)}`)
  .join("\n")}
exec "$real" "$@"
`;
}

/** The file that a program's name stands for; `undefined` where there is none. */
export function findProgram(name: string, path: string): string | undefined {
  const files = path.split(delimiter).map((folder) => join(folder || ".", name));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
