// Lists from the bench's server with the core of one checkout. Its figure is the processor time of a page in microseconds.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { workInStretches } from "../stretches.mjs";

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
await workInStretches(pages, 40, 15);
