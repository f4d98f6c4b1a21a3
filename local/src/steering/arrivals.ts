import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import type { LogRecord } from "@log-destinations/core/records";
import { type FunctionAddress, isObject, type StreamAddress } from "@log-destinations/core/service";
import { isKept, recordsByArrival } from "../kinesis/record-store.ts";
import { findStream } from "../kinesis/stream-store.ts";
import { unqualifiedArn } from "../lambda/function-store.ts";
import type { FunctionInvocation } from "../lambda/invocation.ts";
import type { Call } from "../service/call.ts";

/** A record as it arrived in a stream, decoded. */
export interface DecodedRecord {
  /** Its place in the order of arrival, 19 digits; the cursor of a page. */
  readonly number: string;
  readonly partitionKey: string;
  /** The bytes as they were written, in base64. */
  readonly data: string;
  /** The time of arrival, in milliseconds since the epoch. */
  readonly time: number;
  /** The record of log events in it; absent where something else was put. */
  readonly logRecord?: LogRecord;
}

/** An invocation of a function, decoded. */
export interface DecodedInvocation extends FunctionInvocation {
  /** Its place in the order of arrival, 19 digits; the cursor of a page. */
  readonly number: string;
  readonly logRecord?: LogRecord;
}

/** The items of a page to read. */
export interface PageRange {
  /** The `number` of the last item that was read. @default the page begins with the oldest */
  readonly after?: string;
  /** The most items of the page, 1 to 10,000. @default 1000 */
  readonly limit?: number;
}

const defaultLimit = 1000;
/** A page ends behind the record that passes this many characters, so that any answer can be written as text. */
const maxPageCharacters = 32 * 2 ** 20;
/** A record of more is given out without being decoded. */
const maxDecodedBytes = 64 * 2 ** 20;

type Context = Pick<Call, "state" | "now">;

/** The records of a stream in the order of arrival. */
export function recordPage(context: Context, stream: StreamAddress, range: PageRange): DecodedRecord[] {
  const { after = "", limit = defaultLimit } = range;
  const shards = findStream(context.state, stream)?.shardCount ?? 1;
  const found = recordsByArrival(context, { arn: stream.arn, shards, after, limit });
  return bounded(found).map(([number, { partitionKey, data, time }]) => {
    return { number, partitionKey, data, time, ...decoded(data) };
  });
}

/** The invocations of a function in their order; with a qualifier, those of that version or alias. */
export function invocationPage(context: Context, address: FunctionAddress, range: PageRange): DecodedInvocation[] {
  const { after, limit = defaultLimit } = range;
  const found = context.state
    .table("invocations")
    .named(unqualifiedArn(address), { after, limit: Number.POSITIVE_INFINITY })
    .filter(([, record]) => isKept(record, context.now))
    .filter(([, { functionArn }]) => address.qualifier === undefined || functionArn === address.arn)
    .slice(0, limit);
  return bounded(found).map(([number, { functionArn, data, time }]) => {
    return { number, functionArn, event: { awslogs: { data } }, time, ...decoded(data) };
  });
}

function bounded<Item extends [number: string, record: { data: string }]>(found: Item[]): Item[] {
  let characters = 0;
  const end = found.findIndex(([, { data }]) => {
    characters += data.length;
    return characters > maxPageCharacters;
  });
  return end < 0 ? found : found.slice(0, end + 1);
}

/** The record of log events in data that CloudWatch Logs wrote. */
function decoded(data: string): { logRecord?: LogRecord } {
  try {
    const text = gunzipSync(Buffer.from(data, "base64"), { maxOutputLength: maxDecodedBytes }).toString();
    const value: unknown = JSON.parse(text);
    return isObject(value) && "messageType" in value ? { logRecord: value as unknown as LogRecord } : {};
  } catch {
    // Anything may be put into a stream.
    return {};
  }
}
