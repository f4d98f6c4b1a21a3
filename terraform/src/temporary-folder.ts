import { Buffer } from "node:buffer";
import { accessSync, constants, lstatSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of a run for sockets and scripts, which only this user can open. */
export interface TemporaryFolder {
  readonly path: string;
  /** Why it is not in the folder that `TMPDIR` names; `undefined` where it is. */
  readonly note: string | undefined;
  readonly remove: () => void;
}

const prefix = "log-destinations-";
/** A socket on which the run of the folder listens as long as it lives, however it ends. */
const livingName = "live";
const suffixBytes = Buffer.byteLength(`/${prefix}XXXXXX/${livingName}`);
/** The limit of macOS; Linux takes four more. A longer path is cut off in silence. [F255] */
const maxSocketPathBytes = 103;
/** Milliseconds after which a folder on which nobody has begun to listen is of a run that was killed while it began. */
const longAgo = 24 * 3600_000;

/**
 * Makes the folder, and removes those of runs that were killed.
 * @param wanted where temporary files belong; a folder that cannot be used is passed over with a note
 * @param system where they go else
 * @throws Error where neither can be used
 */
export async function makeTemporaryFolder(wanted: string = tmpdir(), system = "/tmp"): Promise<TemporaryFolder> {
  const fault = faultOf(wanted);
  const place = fault === undefined ? wanted : system;
  if (fault !== undefined && (wanted === system || faultOf(system) !== undefined)) {
    throw new Error(`the folder for temporary files is ${wanted}, ${fault}. Set TMPDIR to another one [LD4403]`);
  }
  await sweep(place);
  const path = mkdtempSync(join(place, prefix));
  const server = await listenAt(path);
  return {
    path,
    note: fault === undefined ? undefined : `TMPDIR is ${wanted}, ${fault}; ${system} is used in its place [LD4552]`,
    remove: () => {
      server.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** What keeps a folder from holding sockets. */
function faultOf(folder: string): string | undefined {
  const bytes = Buffer.byteLength(folder);
  const most = maxSocketPathBytes - suffixBytes;
  if (bytes > most) return `of ${bytes} bytes, where a socket leaves room for ${most}`;
  try {
    if (!statSync(folder).isDirectory()) return "which is a file";
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "which does not exist" : `which cannot be written to: ${code}`;
  }
}

/** The socket gets its name once it is listened on: one of that name on which nobody listens is a dead run's. */
async function listenAt(folder: string): Promise<Server> {
  const draft = join(folder, "l");
  const server = createServer((socket) => socket.destroy());
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(draft, resolve);
  });
  renameSync(draft, join(folder, livingName));
  return server;
}

/** Removes the folders that killed runs of this user have left. A fault with one leaves it where it is. */
async function sweep(place: string): Promise<void> {
  const names = readdirSync(place).filter((name) => /^log-destinations-\w{6}$/.test(name));
  const dead = names
    .map((name) => join(place, name))
    .map(async (path) => {
      if (await isOfDeadRun(path)) rmSync(path, { recursive: true, force: true });
    });
  await Promise.allSettled(dead);
}

async function isOfDeadRun(path: string): Promise<boolean> {
  const status = lstatSync(path);
  if (!status.isDirectory() || status.uid !== process.getuid?.()) return false;
  const code = await new Promise<string | undefined>((resolve) => {
    const socket = connect(join(path, livingName), () => resolve(undefined));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code));
    socket.once("connect", () => socket.destroy());
  });
  return code === "ECONNREFUSED" || (code === "ENOENT" && Date.now() - status.mtimeMs > longAgo);
}
