/**
 * Lists a fleet whose pages are made up, and prints the bytes of the heap at its last destination, after a collection.
 * Arguments: accounts, Regions of each, pages of each pair, destinations of each page.
 */
import { fleetDestinations } from "@log-destinations/core";

const [accounts = 0, regions = 0, pages = 0, perPage = 0] = process.argv.slice(2).map(Number);

function* pairs() {
  for (let account = 0; account < accounts; account++) {
    for (let region = 0; region < regions; region++) {
      yield { account: String(100_000_000_000 + account), region: `xx-made-${region}` };
    }
  }
}

const connect = ({ account, region }: { account: string; region: string }) => ({
  describeDestinations: async ({ nextToken = "0" }: { nextToken?: string | undefined }) => {
    const page = Number(nextToken);
    const destinations = Array.from({ length: perPage }, (_, index) => {
      const destinationName = `d${String(page * perPage + index).padStart(7, "0")}`;
      const arn = `arn:aws:logs:${region}:${account}:destination:${destinationName}`;
      return { destinationName, arn, targetArn: `${arn}-stream`, roleArn: `${arn}-role`, creationTime: page };
    });
    return page + 1 < pages ? { destinations, nextToken: String(page + 1) } : { destinations };
  },
});

let count = 0;
for await (const { error } of fleetDestinations(pairs(), connect, { requestsPerSecond: Number.MAX_VALUE })) {
  if (error) throw error;
  if (++count < accounts * regions * pages * perPage) continue;
  globalThis.gc?.();
  process.stdout.write(String(process.memoryUsage().heapUsed));
}
