import assert from "node:assert/strict";
import { test } from "node:test";
import { isLogsError, LogDestinationsClient } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";

const credentials = { accessKeyId: "111122223333", secretAccessKey: "none" };

test("a destination that was deleted is gone", async () => {
  const { fetch } = new LocalLogs();
  const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch });
  await client.putDestination({
    destinationName: "central",
    targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
    roleArn: "arn:aws:iam::111122223333:role/central",
  });
  await client.deleteDestination({ destinationName: "central" });
  assert.deepEqual(await client.destinations().toArray(), []);
});

test("an error of the service has its code", async () => {
  const { fetch } = new LocalLogs();
  const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch });
  await assert.rejects(client.deleteDestination({ destinationName: "central" }), (error) =>
    isLogsError(error, "ResourceNotFoundException"),
  );
});
