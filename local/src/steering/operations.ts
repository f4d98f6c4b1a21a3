import { type Members, parseFunctionArn, parseStreamArn, type Shape, showValue } from "@log-destinations/core/service";
import type { Control } from "../control/control.ts";
import type { Declarations, Withdrawal } from "../control/declarations.ts";
import type { ServiceClock } from "../service/clock.ts";
import type { Dispatcher } from "../service/dispatcher.ts";
import type { State } from "../state/state.ts";
import { type DecodedInvocation, type DecodedRecord, invocationPage, type PageRange, recordPage } from "./arrivals.ts";
import type { Note, NoteLog } from "./note-log.ts";
import { readSnapshot, type Snapshot, snapshotOf } from "./snapshot.ts";
import { type Topology, topologyOf } from "./topology.ts";

/** What steering works on. */
export interface World {
  readonly state: State;
  readonly control: Control;
  readonly clock: ServiceClock;
  readonly notes: NoteLog;
  readonly dispatcher: Dispatcher;
  /** What `reset` goes back to. */
  readonly declarations: Declarations;
}

/** A span of time: the sum of its members. */
export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/** A time to set the clock to. */
export interface ClockTime {
  /** In ISO 8601 with a time zone, `2026-01-31T23:59:59Z`. */
  readonly time: string;
  /** Does the clock stand still from then on, but for `advance`? @default false */
  readonly stopped?: boolean;
}

/** The time of the service. */
export interface ClockReading {
  /** In ISO 8601, `2026-01-31T23:59:59.000Z`. */
  readonly time: string;
  /** The same in milliseconds since the epoch. */
  readonly milliseconds: number;
  readonly stopped: boolean;
}

/** Is the service there? */
export interface Health {
  readonly status: "ok";
}

type Nothing = Record<never, never>;

/** One operation of steering: its route, what it takes, and what it does. */
export interface SteeringOperation<Input extends object, Output> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Behind `/_local/v1/`. */
  readonly path: string;
  /** One line for a person. */
  readonly description: string;
  /** The members of its input; absent where `run` refuses a wrong input itself. */
  readonly members?: Members<Input> & Readonly<Record<string, Shape>>;
  /** May it be called without a token? */
  readonly open?: true;
  readonly run: (world: World, input: Input) => Output;
}

/** The input and the output of each operation. */
export interface SteeringOperations {
  readonly health: SteeringOperation<Nothing, Health>;
  readonly reset: SteeringOperation<Nothing, Nothing>;
  readonly snapshot: SteeringOperation<Nothing, Snapshot>;
  readonly restore: SteeringOperation<Snapshot, Nothing>;
  readonly declare: SteeringOperation<Declarations, Nothing>;
  readonly withdraw: SteeringOperation<Withdrawal, Nothing>;
  readonly readClock: SteeringOperation<Nothing, ClockReading>;
  readonly setClock: SteeringOperation<ClockTime, ClockReading>;
  readonly advanceClock: SteeringOperation<Duration, ClockReading>;
  readonly resetClock: SteeringOperation<Nothing, ClockReading>;
  readonly notes: SteeringOperation<{ readonly after?: number }, { readonly notes: readonly Note[] }>;
  readonly topology: SteeringOperation<Nothing, Topology>;
  readonly records: SteeringOperation<
    PageRange & { readonly stream: string },
    { readonly records: readonly DecodedRecord[] }
  >;
  readonly invocations: SteeringOperation<
    PageRange & { readonly function: string },
    { readonly invocations: readonly DecodedInvocation[] }
  >;
}

const year = 366 * 24 * 60 * 60_000;
const time = (unit: number) => ({ type: "integer", min: 0, max: Math.floor((1000 * year) / unit) }) as const;
const names = { type: "list", member: { type: "string", inWords: "a name or an ARN" } } as const;
const page: Members<PageRange> = {
  after: { type: "string", pattern: "\\d{19}", inWords: "the number of an item, 19 digits" },
  limit: { type: "integer", min: 1, max: 10_000 },
};

/** All operations of steering. The routes of the port, the checks of what is given, and `LocalLogs` derive from this table. */
export const steeringOperations: SteeringOperations = {
  health: {
    method: "GET",
    path: "health",
    description: "answers as soon as the service does",
    members: {},
    open: true,
    run: () => ({ status: "ok" }),
  },
  reset: {
    method: "POST",
    path: "reset",
    description: "goes back to how the service began",
    members: {},
    run: (world) => {
      replaceState(world, { clock: { offset: 0 }, entries: [] });
      world.control.declare(world.declarations);
      world.notes.clear();
      return {};
    },
  },
  snapshot: {
    method: "GET",
    path: "snapshot",
    description: "gives all that is kept, as JSON",
    members: {},
    run: ({ state, clock }) => snapshotOf(state.entries(), clock.setting),
  },
  restore: {
    method: "PUT",
    path: "snapshot",
    description: "goes back to a snapshot",
    run: (world, snapshot) => {
      replaceState(world, readSnapshot(snapshot));
      return {};
    },
  },
  declare: {
    method: "POST",
    path: "declare",
    description: "declares accounts, accessKeys, roles, policies, streams, functions, logGroups and keys",
    run: ({ control }, declarations) => {
      control.declare(declarations);
      return {};
    },
  },
  withdraw: {
    method: "POST",
    path: "withdraw",
    description: "removes what was declared, by lists of names",
    members: {
      accounts: names,
      accessKeys: names,
      roles: names,
      policies: names,
      streams: names,
      functions: names,
      logGroups: names,
      keys: names,
    },
    run: ({ control }, withdrawal) => {
      control.withdraw(withdrawal);
      return {};
    },
  },
  readClock: {
    method: "GET",
    path: "clock",
    description: "gives the service's time",
    members: {},
    run: reading,
  },
  setClock: {
    method: "PUT",
    path: "clock",
    description: "sets the service's time",
    members: {
      time: { type: "string", required: true, inWords: "a time such as 2026-01-31T23:59:59Z" },
      stopped: { type: "boolean" },
    },
    run: (world, { time, stopped = false }) => {
      world.clock.set(readTime(time), stopped);
      return reading(world);
    },
  },
  advanceClock: {
    method: "POST",
    path: "clock/advance",
    description: "adds days, hours, minutes, seconds, milliseconds to the service's time",
    members: {
      days: time(24 * 60 * 60_000),
      hours: time(60 * 60_000),
      minutes: time(60_000),
      seconds: time(1000),
      milliseconds: time(1),
    },
    run: (world, duration) => {
      world.clock.advance(millisecondsOf(duration));
      return reading(world);
    },
  },
  resetClock: {
    method: "DELETE",
    path: "clock",
    description: "lets the service's time be the machine's again",
    members: {},
    run: (world) => {
      world.clock.restore();
      return reading(world);
    },
  },
  notes: {
    method: "GET",
    path: "notes",
    description: "gives the notes, those after a number",
    members: { after: { type: "integer", min: 0 } },
    run: ({ notes }, { after = 0 }) => ({ notes: notes.after(after) }),
  },
  topology: {
    method: "GET",
    path: "topology",
    description: "gives who sends what where",
    members: {},
    run: ({ state, dispatcher }) => topologyOf(state, (caller) => dispatcher.callAs(caller)),
  },
  records: {
    method: "GET",
    path: "records",
    description: "gives the records of a stream, decoded, in the order of arrival",
    members: { stream: { type: "string", required: true, inWords: "the ARN of a stream" }, ...page },
    run: ({ state, clock }, { stream, ...range }) => {
      const address = parseStreamArn(stream);
      if (!address)
        throw new TypeError(
          `stream is ${showValue(stream)}; expected the ARN of a Kinesis data stream or a Firehose stream [LD3306]`,
        );
      return { records: recordPage({ state, now: clock.now() }, address, range) };
    },
  },
  invocations: {
    method: "GET",
    path: "invocations",
    description: "gives the invocations of a function, decoded, in their order",
    members: { function: { type: "string", required: true, inWords: "the ARN of a Lambda function" }, ...page },
    run: ({ state, clock }, { function: arn, ...range }) => {
      const address = parseFunctionArn(arn);
      if (!address)
        throw new TypeError(`function is ${showValue(arn)}; expected the ARN of a Lambda function [LD3319]`);
      return { invocations: invocationPage({ state, now: clock.now() }, address, range) };
    },
  },
};

export type SteeringName = keyof SteeringOperations;

function replaceState(
  { state, dispatcher, clock }: World,
  { entries, clock: setting }: Pick<Snapshot, "clock" | "entries">,
) {
  state.transact(() => state.replaceBy(entries));
  dispatcher.restart();
  clock.restore(setting);
}

function reading({ clock }: World): ClockReading {
  const milliseconds = clock.now();
  return {
    time: new Date(milliseconds).toISOString(),
    milliseconds,
    stopped: clock.setting.stoppedAt !== undefined,
  };
}

function readTime(text: string): number {
  const milliseconds = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new TypeError(`time is ${showValue(text)}; expected a time such as 2026-01-31T23:59:59Z [LD3437]`);
  return milliseconds;
}

function millisecondsOf({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }: Duration): number {
  const sum = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  if (sum > 0) return sum;
  throw new TypeError("the time to advance is 0; expected days, hours, minutes, seconds or milliseconds [LD3438]");
}
