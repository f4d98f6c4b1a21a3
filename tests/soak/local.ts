/** The whole of the soak: `tsx tests/soak/local.ts [SEED]`. A share of it runs with the tests. */

import { readAny } from "../core/patterns/any-pattern.ts";
import { sendBadRequests } from "./bad-requests.ts";
import { killRounds } from "./kill.ts";
import { unorderedDeploys } from "./order.ts";

const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31);
const tell = (line: string) => process.stdout.write(`${line}\n`);
tell(`seed ${seed}`);
tell(`bad requests ${JSON.stringify(await sendBadRequests(200_000, seed))}`);
tell(`filter patterns read ${readAny(1_000_000, seed)}`);
tell(`kill -9 ${JSON.stringify(await killRounds(500, seed))}`);
tell(`unordered deploys ${JSON.stringify(unorderedDeploys(200))}`);
