import { accessPolicy, LogDestinationsClient } from "@log-destinations/core";
import type { LocalLogs } from "@log-destinations/local";
import { owner, region, role, sender, stream } from "../wire.ts";

/** A destination of the owner that lets the sender in, and a filter of the sender's log group `/app`. */
export async function central(local: LocalLogs) {
  const api = local.as({ account: owner, region });
  const { destination } = await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  const { arn: destinationArn } = destination;
  const policy = accessPolicy({ destinationArn, accounts: [sender] });
  await api.putDestinationPolicy({ destinationName: "central", accessPolicy: policy });
  const from = local.as({ account: sender, region });
  await from.call("CreateLogGroup", { logGroupName: "/app" });
  await from.call("CreateLogStream", { logGroupName: "/app", logStreamName: "web" });
  await from.putSubscriptionFilter({ logGroupName: "/app", filterName: "all", filterPattern: "", destinationArn });
  const log = (message: string, timestamp = local.clock.now()) =>
    from.call("PutLogEvents", { logGroupName: "/app", logStreamName: "web", logEvents: [{ timestamp, message }] });
  return { destinationArn, api, from, log };
}

/** A client whose key has a secret. */
export function clientOf(local: LocalLogs) {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "the+right/secret" };
  return new LogDestinationsClient({ fetch: local.fetch, region, credentials, maxAttempts: 1 });
}

/** Asks what is behind `/_local/v1/`. */
export async function steer(
  local: LocalLogs,
  method: string,
  path: string,
  input?: unknown,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
) {
  const content = body ?? (input === undefined ? undefined : JSON.stringify(input));
  const response = await local.fetch(`http://localhost/_local/v1/${path}`, {
    method,
    headers: { "x-log-destinations": "test", ...headers },
    ...(content !== undefined && { body: content }),
  });
  return { status: response.status, body: await response.json() };
}
