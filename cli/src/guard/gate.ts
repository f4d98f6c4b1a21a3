import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { basename, delimiter, join, resolve } from "node:path";
import { readUndertaking, type Undertaking } from "./invocation.ts";
import { isFolder, makeOwnFolder } from "./own-folder.ts";
import { refuseProject } from "./project.ts";
import { findProgram, writeShim } from "./shim.ts";

/** What stands between a command and the terraform that it starts. */
export interface Gate {
  /** The `PATH` on which terraform and tofu are found through the gate. */
  readonly path: string;
  /** The program to start in the place of one that is not found so; the same where it is no terraform. */
  readonly through: (program: string) => string;
  readonly close: () => void;
}

interface GateOptions {
  /** To put the programs in; nobody else may write there. */
  readonly folder: string;
  /** The `PATH` of the command. */
  readonly path: string;
  /** What terraform gets in its environment once it may run. */
  readonly variables: Readonly<Record<string, string>>;
}

const programs: readonly string[] = ["terraform", "tofu"];

/** What the folder of the programs is called, by which a run within a run leaves the other's out. */
const gateFolder = "log-destinations-gate";

/** Subcommands that look at no configuration and no state. */
const idle = ["version", "fmt", "login", "logout"];

/** Is this one of the programs, whatever folder and version it is named with? */
export function isTerraform(program: string): boolean {
  return programs.some((name) => basename(program).startsWith(name));
}

/**
 * Looks at the folder that terraform will run in each time that it is started, whoever starts it: only there and then
 * is it known which one that is, and what stands in it.
 */
export async function openGate({ folder, path, variables }: GateOptions): Promise<Gate> {
  const token = randomBytes(16).toString("hex");
  const server = createServer((socket) => listen(socket, token));
  // Nobody who asks, or asks nothing, keeps the run from its end.
  server.unref();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const own = join(folder, gateFolder);
  mkdirSync(own);
  const others = path.split(delimiter).filter((entry) => basename(entry) !== gateFolder);
  const bash = findProgram("bash", path);
  const write = (name: string, program: string): string => {
    const file = join(own, name);
    writeFileSync(file, writeShim({ own, program, port, token, variables, bash }));
    chmodSync(file, 0o700);
    return file;
  };
  for (const program of programs) write(program, program);
  return {
    path: [own, ...others].join(delimiter),
    through: (program) => {
      if (programs.includes(program) || !isTerraform(program)) return program;
      return write(`at-${randomBytes(4).toString("hex")}`, program.includes("/") ? resolve(program) : program);
    },
    close: () => server.close(),
  };
}

/**
 * A question is the token, the folder, the workspace, what `TF_CLI_ARGS` adds, the number of arguments and these, each
 * with a NUL behind it, as that is in none of them. The answer is `ok`, or why not.
 */
function listen(socket: Socket, token: string): void {
  let question = "";
  socket.unref();
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  socket.on("data", (text: string) => {
    question += text;
    const [given, folder = "", workspace, more = "", count, ...args] = question.split("\0");
    if (count === undefined || args.length <= Number(count)) return;
    const start = { folder, workspace, more, args: args.slice(0, -1) };
    socket.end(given === token ? answerTo(readUndertaking(start)) : "refused");
  });
}

function answerTo(undertaking: Undertaking): string {
  const { folder, command } = undertaking;
  // What is no folder is left to terraform to complain of.
  if (command === undefined || idle.includes(command) || !isFolder(folder)) return "ok";
  try {
    refuseProject(undertaking);
    makeOwnFolder(folder);
    return "ok";
  } catch (error) {
    return (error as Error).message;
  }
}
