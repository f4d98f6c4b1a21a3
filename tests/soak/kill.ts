import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogDestinationsClient } from "@log-destinations/core";
import { startServing } from "../cli/service-process.ts";

const account = "111122223333";
const region = "eu-west-1";
const roleArn = `arn:aws:iam::${account}:role/to-central`;
const targetOf = (version: number) => `arn:aws:kinesis:${region}:${account}:stream/v${version}`;

export interface KillReport {
  rounds: number;
  acknowledged: number;
  /** Writes that were under way when the process died, and of these, that were kept. */
  underWay: number;
}

const writers = 4;
const names = 10;
/** The most writes that are acknowledged in a round before the process is killed under those that are not yet. */
const mostWrites = 40;

/**
 * Writes to `log-destinations serve --state` and kills it with SIGKILL in the middle, again and again.
 * @throws Error where an acknowledged write is missing afterwards, or the file is refused
 */
export async function killRounds(rounds: number, seed: number): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), "kill-"));
  const random = generator(seed);
  const report: KillReport = { rounds: 0, acknowledged: 0, underWay: 0 };
  /** What has to be there: the target by name. */
  const expected = new Map<string, string>();
  let version = 0;
  try {
    for (; report.rounds < rounds; report.rounds++) {
      const served = await startServing("--state", join(folder, "state"));
      const credentials = { accessKeyId: account, secretAccessKey: "any" };
      const client = new LogDestinationsClient({ endpoint: served.url, region, credentials, maxAttempts: 1 });
      const found = new Map<string, string>();
      for await (const { destinationName, targetArn } of client.destinations()) found.set(destinationName, targetArn);
      compare(expected, found, report.rounds, seed);

      const underWay = new Map<string, string | undefined>();
      let left = 1 + Math.floor(random() * mostWrites);
      let dead = false;
      let killed: Promise<unknown> | undefined;
      const write = async (writer: number): Promise<void> => {
        while (!dead) {
          const destinationName = `w${writer}-${Math.floor(random() * names)}`;
          const targetArn = expected.has(destinationName) && random() < 0.3 ? undefined : targetOf(version++);
          underWay.set(destinationName, targetArn);
          try {
            if (targetArn === undefined) await client.deleteDestination({ destinationName });
            else await client.putDestination({ destinationName, targetArn, roleArn });
          } catch (error) {
            if (dead) return;
            throw error;
          }
          underWay.delete(destinationName);
          if (targetArn === undefined) expected.delete(destinationName);
          else expected.set(destinationName, targetArn);
          report.acknowledged++;
          if (--left > 0 || dead) continue;
          dead = true;
          killed = served.kill("SIGKILL");
        }
      };
      const writing = Array.from({ length: writers }, (_, writer) => write(writer));
      await Promise.all(writing);
      await killed;
      // Whether a write under way was kept is open; the next round's listing tells.
      for (const [name, target] of underWay) expected.set(name, `either ${expected.get(name)} or ${target}`);
      report.underWay += underWay.size;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return report;
}

function compare(expected: Map<string, string>, found: Map<string, string>, round: number, seed: number): void {
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const wanted = expected.get(name);
    const got = found.get(name);
    const open = wanted?.startsWith("either ") && wanted.slice(7).split(" or ").includes(String(got));
    if (wanted !== got && !open) throw new Error(`round ${round}, seed ${seed}: ${name} is ${got}, expected ${wanted}`);
    if (got === undefined) expected.delete(name);
    else expected.set(name, got);
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
