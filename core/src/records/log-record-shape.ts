import { isObject } from "../json.ts";
import type { LogRecord } from "./log-record.ts";
import { RecordFault } from "./record-fault.ts";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);

interface Member {
  readonly holds: Check;
  readonly expected: string;
}

const text: Member = { holds: isText, expected: "a string" };

/** The members that a record has to have. [F131] */
const recordMembers: Readonly<Record<string, Member>> = {
  messageType: {
    holds: (value) => value === "DATA_MESSAGE" || value === "CONTROL_MESSAGE",
    expected: "DATA_MESSAGE or CONTROL_MESSAGE",
  },
  owner: text,
  logGroup: text,
  logStream: text,
  subscriptionFilters: { holds: isTexts, expected: "a list of names" },
  logEvents: { holds: Array.isArray, expected: "a list of events" },
};

const eventMembers: Readonly<Record<string, Member>> = {
  id: text,
  timestamp: { holds: Number.isFinite, expected: "a number of milliseconds" },
  message: text,
};

/** @throws RecordFault `shape`, which names the member and not its value */
export function readLogRecord(object: Record<string, unknown>): LogRecord {
  refuseWrong(object, recordMembers, "");
  for (const [index, event] of (object.logEvents as unknown[]).entries()) {
    const where = `logEvents[${index}]`;
    if (!isObject(event)) throw wrong(where, "an object");
    refuseWrong(event, eventMembers, `${where}.`);
  }
  return object as unknown as LogRecord;
}

function refuseWrong(object: Record<string, unknown>, members: Readonly<Record<string, Member>>, where: string): void {
  for (const [name, { holds, expected }] of Object.entries(members)) {
    if (!Object.hasOwn(object, name) || !holds(object[name])) throw wrong(where + name, expected);
  }
}

function wrong(member: string, expected: string): RecordFault {
  return new RecordFault(
    "shape",
    `${member} is missing or of another kind; expected ${expected}, as CloudWatch Logs writes it`,
  );
}
