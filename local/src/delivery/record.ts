import { gzipSync } from "node:zlib";
import type { Distribution } from "@log-destinations/core";
import { md5 } from "../kinesis/data.ts";
import { type Target, targetKinds } from "./target.ts";

/** One log event as subscribers get it. */
export interface DeliveredEvent {
  /** 56 digits. */
  readonly id: string;
  readonly timestamp: number;
  readonly message: string;
}

/** What a record says beside its events. */
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

/** The most bytes of data that a stream takes in one record. */
const maxDataBytes = 2 ** 20;

/** Log events as records: one, or several where one would be too large for the stream. */
export function dataRecords(
  envelope: Envelope,
  events: readonly DeliveredEvent[],
  distribution: Distribution,
): OutgoingRecord[] {
  const data = encode("DATA_MESSAGE", envelope, events);
  if (data.length > maxDataBytes && events.length > 1) {
    const half = Math.ceil(events.length / 2);
    return [events.slice(0, half), events.slice(half)].flatMap((part) => dataRecords(envelope, part, distribution));
  }
  return [{ partitionKey: distribution === "Random" ? crypto.randomUUID() : partitionKeyOf(envelope), data }];
}

/** The test message that the service writes before it takes a target. */
export function controlRecord({ service }: Target, now: number): OutgoingRecord {
  const envelope = { owner: "CloudwatchLogs", logGroup: "", logStream: "", subscriptionFilters: [] };
  const message = `CWL CONTROL MESSAGE: Checking health of destination ${targetKinds[service].called}.`;
  const data = encode("CONTROL_MESSAGE", envelope, [{ id: "", timestamp: now, message }]);
  return { partitionKey: partitionKeyOf(envelope), data };
}

function encode(
  messageType: string,
  { owner, logGroup, logStream, subscriptionFilters }: Envelope,
  logEvents: readonly DeliveredEvent[],
): Uint8Array {
  // The order of the keys is the service's.
  return gzipSync(JSON.stringify({ messageType, owner, logGroup, logStream, subscriptionFilters, logEvents }));
}

function partitionKeyOf({ owner, logGroup, logStream }: Envelope): string {
  return md5(`${owner}:${logGroup}:${logStream}`);
}
