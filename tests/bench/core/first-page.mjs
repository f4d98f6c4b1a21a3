// Lists the first page in a fresh process, with credentials and Region from a profile, and prints the microseconds of
// processor time that this process has had until then. `bare` lists nothing.
const [name, endpoint] = process.argv.slice(2);

const listings = {
  bare: async () => {},
  core: async () => {
    const { LogDestinationsClient } = await import("@log-destinations/core");
    const { nodeFetch, sharedConfig } = await import("@log-destinations/core/node");
    const client = new LogDestinationsClient({ ...sharedConfig(), endpoint, fetch: nodeFetch() });
    for await (const { items } of client.destinations().pages()) return items.length;
  },
  "AWS SDK v3": async () => {
    const { CloudWatchLogsClient, paginateDescribeDestinations } = await import("@aws-sdk/client-cloudwatch-logs");
    const client = new CloudWatchLogsClient({ endpoint });
    for await (const { destinations } of paginateDescribeDestinations({ client }, {})) return destinations.length;
  },
};

const count = await listings[name]();
if (name !== "bare" && count !== 50) throw new Error(`${name} listed ${count} of 50`);
const { user, system } = process.cpuUsage();
console.log(user + system);
process.exit(0);
