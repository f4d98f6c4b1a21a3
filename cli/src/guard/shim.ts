import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

interface Shim {
  /** The folder of the shim. */
  readonly own: string;
  /** The program to run: a name, to be found on the `PATH` without that folder, or a path. */
  readonly program: string;
  /** The port of the gate on 127.0.0.1. */
  readonly port: number;
  readonly token: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly original: NodeJS.ProcessEnv;
  /** The bash of the machine, if there is one: it can ask the gate without starting another program. */
  readonly bash: string | undefined;
}

/** A shell script that asks the gate whether terraform may run, and then becomes terraform. */
export function writeShim({ own, program, port, token, variables, original, bash }: Shim): string {
  return `#!${bash === undefined ? "/bin/sh" : `${bash} -p`}
# Of log-destinations run, and gone when it ends.
${bash === undefined ? askInNode(port, token) : askInBash(port, token)}
case $answer in
  ok | ok:* | as-without-run) ;;
  passed-over:*)
    printf 'log-destinations: %s\\n' "\${answer#passed-over:}" >&2
    exit 0
    ;;
  *)
    printf 'log-destinations: %s\\n' "\${answer:-the run that started this has ended [LD5106]}" >&2
    exit 125
    ;;
esac
rest=:$PATH:
while case $rest in *:${quote(own)}:*) ;; *) false ;; esac; do
  rest=\${rest%%:${quote(own)}:*}:\${rest#*:${quote(own)}:}
done
rest=\${rest#:}
real=$(PATH=\${rest%:}; command -v ${quote(program)})
if [ -z "$real" ]; then
  printf '%s\\n' ${quote(`log-destinations: there is no ${program} on the PATH; install it first [LD5107]`)} >&2
  exit 127
fi
if [ "$answer" = as-without-run ]; then
${[...Object.keys(variables), "TF_REATTACH_PROVIDERS"]
  .map((name) => (original[name] === undefined ? `  unset ${name}` : `  export ${name}=${quote(original[name])}`))
  .join("\n")}
else
${Object.entries(variables)
  .map(([name, value]) => `  export ${name}=${quote(value)}`)
  .join("\n")}
  case $answer in
    ok:*)
      answer=\${answer#ok:}
      end='
'
      export TF_REATTACH_PROVIDERS="\${answer%%"$end"*}"
      case $answer in *"$end"*) export TF_DATA_DIR="\${answer#*"$end"}" ;; esac
      ;;
  esac
fi
exec "$real" "$@"
`;
}

function askInBash(port: number, token: string): string {
  return `more=()
for name in \${!TF_CLI_ARGS*}; do more+=("$name=\${!name}"); done
exec 3<> /dev/tcp/127.0.0.1/${port} &&
  printf '%s\\0' ${token} "$PWD" "$TF_WORKSPACE" $$ $# \${#more[@]} "$@" "\${more[@]}" >&3 &&
  IFS= read -r -d '' answer <&3
exec 3>&-`;
}

function askInNode(port: number, token: string): string {
  const ask = `const [pid, folder, ...args] = process.argv.slice(1);
const { env } = process;
const more = Object.keys(env).filter((name) => name.startsWith("TF_CLI_ARGS")).map((name) => name + "=" + env[name]);
const socket = require("node:net").connect(${port}, "127.0.0.1");
socket.write(["${token}", folder, env.TF_WORKSPACE ?? "", pid, args.length, more.length, ...args, ...more, ""].join("\\0"));
socket.pipe(process.stdout);`;
  return `answer=$(${quote(process.execPath)} --eval ${quote(ask)} -- $$ "$PWD" "$@")`;
}

/** The file of a program, for a line `#!`, in which a space would end it; `undefined` where there is none. */
export function findProgram(name: string, path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => /^\/\S*$/.test(folder));
  const files = folders.map((folder) => join(folder, name));
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
