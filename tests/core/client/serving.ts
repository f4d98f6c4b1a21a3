import {
  type Fetch,
  LogDestinationsClient,
  type LogDestinationsClientOptions,
  type LogsError,
} from "@log-destinations/core";
import { nodeFetch } from "@log-destinations/core/node";
import { beforeEach, expect, onTestFinished, vi } from "vitest";
import { faultServer, type Reply } from "./fault-server.ts";

export const credentials = {
  accessKeyId: "111122223333",
  secretAccessKey: "the-secret-key",
  sessionToken: "the-session-token",
};
export const destination = {
  destinationName: "central",
  targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
  roleArn: "arn:aws:iam::111122223333:role/central",
  arn: "arn:aws:logs:eu-west-1:111122223333:destination:central",
  creationTime: 1_700_000_000_000,
};
export const put = { destinationName: "central", targetArn: destination.targetArn, roleArn: destination.roleArn };

export const transports: [name: string, transport: Fetch | undefined][] = [
  ["the global fetch", undefined],
  ["nodeFetch", nodeFetch()],
];

/** A client, and the server that answers it by a script. The server closes with the test. */
export async function serving(script: Reply[], options: LogDestinationsClientOptions = {}) {
  const server = await faultServer(...script);
  onTestFinished(() => server.close());
  const client = new LogDestinationsClient({ region: "eu-west-1", credentials, endpoint: server.endpoint, ...options });
  return { client, server };
}

/** Retries in the tests of a file back off without the wait. */
export function noBackOff(): void {
  beforeEach(() => {
    vi.spyOn(Math, "random").mockReturnValue(0);
  });
}

export const errorOf = (call: Promise<unknown>): Promise<LogsError> =>
  call.then(
    () => expect.unreachable("the call should have failed"),
    (error: LogsError) => error,
  );
