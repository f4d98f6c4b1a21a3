import { Buffer } from "node:buffer";
import { groupScope } from "../addresses/scopes.ts";
import { deliver } from "../delivery/deliver.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { existingLogStream, type LogStreamReference } from "./log-streams.ts";

interface InputLogEvent {
  /** Milliseconds since the epoch. */
  timestamp: number;
  message: string;
}

const day = 24 * 60 * 60_000;
const oldest = 14 * day;
const newest = day / 12;
const maxBatchBytes = 2 ** 20;
const bytesPerEvent = 26;

/**
 * Takes log events and delivers them to the subscribers of their group. The events themselves are not kept.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function putLogEvents(call: Call, request: LogStreamReference & { logEvents: InputLogEvent[] }): object {
  const { logGroupName, logStreamName, logEvents } = request;
  const stream = existingLogStream(call, request);
  refuseBatch(logEvents);

  const { state, sequence, now } = call;
  const accepted = logEvents.filter(({ timestamp }) => timestamp >= now - oldest && timestamp <= now + newest);
  const delivered = accepted.map(({ timestamp, message }) => ({ id: eventId(sequence.next(now)), timestamp, message }));
  const [first] = accepted;
  if (first) {
    deliver(call, { logGroup: logGroupName, logStream: logStreamName }, delivered);
    state.put("logStreams", groupScope(call.caller, logGroupName), logStreamName, {
      ...stream,
      firstEventTimestamp: stream.firstEventTimestamp ?? first.timestamp,
      lastEventTimestamp: accepted.at(-1)?.timestamp ?? first.timestamp,
      lastIngestionTime: now,
    });
  }
  const rejected = rejectedOf(logEvents, now);
  return { nextSequenceToken: eventId(sequence.next(now)), ...(rejected && { rejectedLogEventsInfo: rejected }) };
}

/** The words of these three answers are those that users report. [F151] */
function refuseBatch(events: readonly InputLogEvent[]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + bytesPerEvent, 0);
  if (bytes > maxBatchBytes) {
    throw serviceError(
      "InvalidParameterException",
      `Upload too large: ${bytes} bytes exceeds limit of ${maxBatchBytes}`,
    );
  }
  if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0))) {
    const message = "Log events in a single PutLogEvents request must be in chronological order.";
    throw serviceError("InvalidParameterException", message);
  }
  if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > day) {
    const message = "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.";
    throw serviceError("InvalidParameterException", message);
  }
}

/** The bounds of the events that were rejected as too old or too new; events are in chronological order. */
function rejectedOf(events: readonly InputLogEvent[], now: number): object | undefined {
  const tooOld = events.findLastIndex(({ timestamp }) => timestamp < now - oldest) + 1;
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + newest);
  if (tooOld === 0 && tooNew === -1) return undefined;
  return {
    ...(tooNew !== -1 && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld !== 0 && { tooOldLogEventEndIndex: tooOld }),
  };
}

/** 56 digits. */
function eventId(number: string): string {
  return `3${number.padStart(55, "0")}`;
}
