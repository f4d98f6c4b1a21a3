import { gzipSync } from "node:zlib";
import type { Distribution } from "@log-destinations/core";
import type { LogEvent, LogRecord } from "@log-destinations/core/records";
import type { StreamAddress } from "@log-destinations/core/service";
import { md5 } from "../kinesis/record-store.ts";
import { streamKinds } from "./stream-kinds.ts";

/** The members of a record beside its kind and its events. */
type Envelope = Omit<LogRecord, "messageType" | "logEvents">;

export interface OutgoingRecord {
  readonly partitionKey: string;
  /** gzip of one compact JSON object. */
  readonly data: Uint8Array;
}

/** The most bytes of a record and its partition key together. [F154] */
const maxRecordBytes = 2 ** 20;

/**
 * Log events as records: one record, or several where the events do not compress well enough to fit into one. How the
 * service divides them is inferred [F134]. A single event is never divided, so one of random data can be over the limit.
 */
export function dataRecords(
  envelope: Envelope,
  events: readonly LogEvent[],
  distribution: Distribution,
): OutgoingRecord[] {
  const partitionKey = distribution === "Random" ? crypto.randomUUID() : partitionKeyOf(envelope);
  const data = encode("DATA_MESSAGE", envelope, events);
  if (events.length === 1 || data.length + partitionKey.length <= maxRecordBytes) return [{ partitionKey, data }];
  const half = Math.ceil(events.length / 2);
  return [events.slice(0, half), events.slice(half)].flatMap((part) => dataRecords(envelope, part, distribution));
}

/** The test message that the service writes to a target before it accepts it. [F133] */
export function controlRecord({ service }: StreamAddress, now: number): OutgoingRecord {
  const envelope = { owner: "CloudwatchLogs", logGroup: "", logStream: "", subscriptionFilters: [] };
  const message = `CWL CONTROL MESSAGE: Checking health of destination ${streamKinds[service].nameInTestMessage}.`;
  const data = encode("CONTROL_MESSAGE", envelope, [{ id: "", timestamp: now, message }]);
  return { partitionKey: partitionKeyOf(envelope), data };
}

function encode(
  messageType: LogRecord["messageType"],
  { owner, logGroup, logStream, subscriptionFilters, policyLevel }: Envelope,
  logEvents: readonly LogEvent[],
): Uint8Array {
  // The order of the keys is the service's [F131]; the place of `policyLevel` is inferred [F221].
  return gzipSync(
    JSON.stringify({ messageType, owner, logGroup, logStream, subscriptionFilters, logEvents, policyLevel }),
  );
}

function partitionKeyOf({ owner, logGroup, logStream }: Envelope): string {
  return md5(`${owner}:${logGroup}:${logStream}`);
}
