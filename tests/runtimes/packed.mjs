import { LogDestinationsClient } from "@log-destinations/core";

const client = new LogDestinationsClient({
  endpoint: process.env.ENDPOINT,
  region: "eu-west-1",
  credentials: { accessKeyId: "111122223333", secretAccessKey: "none" },
});
let count = 0;
for await (const { arn } of client.destinations({ DestinationNamePrefix: "team-" })) if (arn) count++;
console.log(`listed ${count}`);
