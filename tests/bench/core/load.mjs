// Lists from the bench's server with the core of one checkout, and prints the processor time of a page in microseconds.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [checkout, load, port] = process.argv.slice(2);
const built = (file) => import(pathToFileURL(join(checkout, "core/dist", file)).href);
const { LogDestinationsClient } = await built("index.js");
const { nodeFetch } = await built("node.js");

const client = new LogDestinationsClient({
  endpoint: `http://127.0.0.1:${port}/`,
  region: "eu-west-1",
  credentials: { accessKeyId: "111122223333", secretAccessKey: "not-a-secret" },
  ...(load === "nodeFetch" && { fetch: nodeFetch() }),
});
const pages = async (listings) => {
  let count = 0;
  for (let listing = 0; listing < listings; listing++) {
    for await (const _ of client.destinations().pages()) count++;
  }
  return count;
};
await pages(40);
const before = process.cpuUsage();
const count = await pages(100);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / count);
process.exit(0);
