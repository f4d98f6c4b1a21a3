import { expect, mock, test } from "bun:test";
import { LogDestinationsClient, LogsError } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";

const credentials = { accessKeyId: "111122223333", secretAccessKey: "none" };

test("a listing asks the service for one page", async () => {
  const { fetch } = new LocalLogs();
  const asked = mock(fetch);
  const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch: asked });
  await client.putDestination({
    destinationName: "central",
    targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
    roleArn: "arn:aws:iam::111122223333:role/central",
  });
  expect(await client.destinations().first()).toMatchObject({ destinationName: "central" });
  expect(asked).toHaveBeenCalledTimes(2);
});

test("an error of the service is a LogsError", async () => {
  const { fetch } = new LocalLogs();
  const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch });
  expect(client.deleteDestination({ destinationName: "central" })).rejects.toBeInstanceOf(LogsError);
});
