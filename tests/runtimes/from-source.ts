import { LogDestinationsClient } from "../../core/src/index.ts";

// Without the environment, which Deno may not let it read: by an argument.
const client = new LogDestinationsClient({
  endpoint: process.argv[2] ?? process.env.ENDPOINT ?? "",
  region: "eu-west-1",
  credentials: { accessKeyId: "111122223333", secretAccessKey: "none" },
});
let count = 0;
for await (const { arn } of client.destinations({ DestinationNamePrefix: "team-" })) if (arn) count++;
console.log(`listed ${count}`);
