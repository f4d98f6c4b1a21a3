import { Buffer } from "node:buffer";
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
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

/** The folder that holds those of all runs of this user: a folder for temporary files may be long to list. */
const ofThisUser = `log-destinations-${process.getuid?.() ?? 0}`;
/** A socket on which the run of the folder listens as long as it lives, however it ends. */
const livingName = "live";
const suffixBytes = Buffer.byteLength(`/${ofThisUser}/XXXXXX/${livingName}`);
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
  const parent = join(place, ofThisUser);
  const path = makeFolderIn(parent);
  await sweep(parent);
  const server = await listenAt(path);
  return {
    path,
    note: fault === undefined ? undefined : `TMPDIR is ${wanted}, ${fault}; ${system} is used in its place [LD4552]`,
    remove: () => {
      server.close();
      rmSync(path, { recursive: true, force: true });
      removeIfEmpty(parent);
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
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "which does not exist" : `which cannot be written to: ${code}`;
  }
  const status = lstatSync(join(folder, ofThisUser), { throwIfNoEntry: false });
  const isOwn = status === undefined || (status.isDirectory() && status.uid === process.getuid?.());
  return isOwn ? undefined : `in which ${ofThisUser} is no folder of this user`;
}

/** Makes a folder for a run in that of the user, which a run that ends may just have removed. */
function makeFolderIn(parent: string): string {
  for (let tries = 1; ; tries++) {
    try {
      mkdirSync(parent, { recursive: true, mode: 0o700 });
      // One that is there already may be open to others.
      chmodSync(parent, 0o700);
      return mkdtempSync(`${parent}/`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || tries === 10) throw error;
    }
  }
}

/** The last run to end removes the user's folder. */
function removeIfEmpty(parent: string): void {
  try {
    rmdirSync(parent);
  } catch {
    // Other runs are in it.
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
async function sweep(parent: string): Promise<void> {
  const dead = readdirSync(parent)
    .map((name) => join(parent, name))
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
