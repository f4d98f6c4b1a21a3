import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { otherMajorVersion, type ProviderVersions } from "@log-destinations/terraform";
import { readTerraformInvocation, type TerraformInvocation } from "./invocation.ts";
import { dataFolderOf, isFolder, makeOwnFolder, ownFolder } from "./own-folder.ts";
import { refuseProject } from "./project.ts";
import { providerVersionsIn } from "./provider-versions.ts";
import { findProgram, writeShim } from "./shim.ts";
import { treatmentOf } from "./subcommands.ts";

/** Stands between a command and every terraform that it starts. */
export interface Gate {
  /** A `PATH` whose first folder has a shim for terraform and for tofu. */
  readonly path: string;
  /**
   * The program to start instead of a terraform that is named by its path or version; the same for any other program and
   * for `terraform` and `tofu`, which the `PATH` covers.
   */
  readonly programFor: (program: string) => string;
  readonly close: () => void;
}

interface GateOptions {
  /** The folder for the shims. Nobody else may be able to write there. */
  readonly folder: string;
  /** The `PATH` of the command. */
  readonly path: string;
  /** Variables for the environment of a terraform that may run on the stand-in. */
  readonly variables: Readonly<Record<string, string>>;
  /** Opens the stand-in to one terraform. @returns the value of `TF_REATTACH_PROVIDERS` for it */
  readonly openTo: (
    invocation: TerraformInvocation & { readonly provider: ProviderVersions },
    pid: number,
  ) => Promise<string>;
  /**
   * Takes a line for the user that is no error.
   * @default it is dropped
   */
  readonly note?: (line: string) => void;
  /** The environment in which one runs as it would without the stand-in has these variables from here. */
  readonly original: NodeJS.ProcessEnv;
  /** The file that `--state` names. */
  readonly state?: string | undefined;
}

type Answering = Pick<GateOptions, "openTo" | "note" | "state">;

const programs: readonly string[] = ["terraform", "tofu"];

/** The name of the folder of shims. A run within a run leaves the outer one's out of its `PATH`. */
const gateFolder = "log-destinations-gate";

/** Is this terraform or tofu, with or without a folder and a version? */
export function isTerraform(program: string): boolean {
  return programs.some((name) => basename(program).startsWith(name));
}

/**
 * Opens the gate. It checks the folder of each terraform that is started, at that moment: only then are the folder and its
 * content known.
 */
export async function openGate({ folder, path, variables, original, ...answering }: GateOptions): Promise<Gate> {
  const token = randomBytes(16).toString("hex");
  const server = createServer((socket) => answerQuestion(socket, token, answering));
  // An open socket must not keep the process alive.
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
    writeFileSync(file, writeShim({ own, program, port, token, variables, original, bash }));
    chmodSync(file, 0o700);
    return file;
  };
  for (const program of programs) write(program, program);
  return {
    path: [own, ...others].join(delimiter),
    programFor: (program) => {
      if (programs.includes(program) || !isTerraform(program)) return program;
      return write(`at-${randomBytes(4).toString("hex")}`, program.includes("/") ? resolve(program) : program);
    },
    close: () => server.close(),
  };
}

/**
 * A question is the token, the folder, the workspace, the process, the numbers of arguments and of variables, the arguments, and
 * the variables as `NAME=VALUE`, each followed by a NUL. The answer is `ok:`, the value of `TF_REATTACH_PROVIDERS` and, in the
 * next line, a data folder for terraform, if it has another one; `ok` for a terraform that needs neither; `as-without-run`;
 * `passed-over:` and a line to print; or the reason why terraform may not run.
 */
function answerQuestion(socket: Socket, token: string, answering: Answering): void {
  let question = "";
  socket.unref();
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  socket.on("data", (text: string) => {
    question += text;
    const [given, folder = "", workspace, pid, args, variables, ...rest] = question.split("\0");
    if (variables === undefined || rest.length <= Number(args) + Number(variables)) return;
    const named = rest.slice(Number(args), -1).map((one) => one.split(/=(.*)/s) as [string, string]);
    const start = { folder, workspace, args: rest.slice(0, Number(args)), env: Object.fromEntries(named) };
    if (given !== token) socket.end("refused");
    else void checkInvocation(readTerraformInvocation(start), Number(pid), answering).then((text) => socket.end(text));
  });
}

async function checkInvocation(
  invocation: TerraformInvocation,
  pid: number,
  { state, openTo, note }: Answering,
): Promise<string> {
  const { folder } = invocation;
  try {
    const treatment = treatmentOf(invocation);
    if (treatment.kind === "refused") return treatment.reason;
    if (treatment.kind === "passedOver") return `passed-over:${treatment.reason}`;
    // Terraform itself complains of a folder that does not exist.
    if (treatment.kind === "unchecked" || !isFolder(folder)) return "ok";
    const data = dataFolderOf(folder, state);
    refuseProject(invocation, data);
    if (treatment.kind === "asWithoutRun") return "as-without-run";
    const isOwn = dirname(data) === join(folder, ownFolder);
    if (isOwn) makeOwnFolder(folder);
    else mkdirSync(data, { recursive: true });
    const provider = providerVersionsIn(folder);
    const other = otherMajorVersion(provider);
    if (other !== undefined) note?.(other);
    return `ok:${await openTo({ ...invocation, provider }, pid)}${isOwn ? "" : `\n${data}`}`;
  } catch (error) {
    return (error as Error).message;
  }
}
