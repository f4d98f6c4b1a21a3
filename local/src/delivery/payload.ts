import { gzipSync } from "node:zlib";
import type { Distribution } from "@log-destinations/core";
import type { StreamAddress } from "@log-destinations/core/service";
import { md5 } from "../kinesis/record-store.ts";
import { streamKinds } from "./stream-kinds.ts";

/** One log event, as it is delivered to subscribers. */
export interface DeliveredEvent {
  /** 56 digits. */
  readonly id: string;
  readonly timestamp: number;
  readonly message: string;
}

/** The members of a record beside its events. */
export interface Envelope {
  /** The account of the log group. */
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly subscriptionFilters: readonly string[];
}

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
  events: readonly DeliveredEvent[],
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
  messageType: string,
  { owner, logGroup, logStream, subscriptionFilters }: Envelope,
  logEvents: readonly DeliveredEvent[],
): Uint8Array {
  // The order of the keys is the service's. [F131]
  return gzipSync(JSON.stringify({ messageType, owner, logGroup, logStream, subscriptionFilters, logEvents }));
}

function partitionKeyOf({ owner, logGroup, logStream }: Envelope): string {
  return md5(`${owner}:${logGroup}:${logStream}`);
}
