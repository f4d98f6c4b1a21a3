import { refuseUnknown } from "@log-destinations/core/service";
import { AccessKeys, callerAs } from "./control/access-keys.ts";
import { Control } from "./control/control.ts";
import { refuseInvalidIdentity } from "./control/declaration-checks.ts";
import type { CallerIdentity, Declarations } from "./control/declarations.ts";
import { guarded, printFault } from "./faults.ts";
import type { FunctionInvocation } from "./lambda/invocation.ts";
import { LocalApi } from "./local-api.ts";
import { ServiceClock } from "./service/clock.ts";
import { Dispatcher } from "./service/dispatcher.ts";
import { State, type Storage } from "./state/state.ts";
import type { DecodedInvocation, DecodedRecord, PageRange } from "./steering/arrivals.ts";
import { SteeredClock } from "./steering/clock.ts";
import { type Note, NoteLog } from "./steering/note-log.ts";
import type { Snapshot } from "./steering/snapshot.ts";
import { type Steering, steeringOf } from "./steering/steering.ts";
import type { Topology } from "./steering/topology.ts";
import { Authentication } from "./wire/authentication.ts";
import { SteeringHandler } from "./wire/steering-handler.ts";
import type { WireAnswer } from "./wire/wire-answer.ts";
import { WireHandler } from "./wire/wire-handler.ts";
import type { WireRequest } from "./wire/wire-request.ts";

export interface LocalLogsOptions {
  /**
   * Only roles and streams that were declared or created exist. Otherwise a role or stream of the right account that was
   * never declared counts as healthy.
   * @default false
   */
  strict?: boolean;
  /**
   * Milliseconds until a new or changed role takes effect, as IAM needs some seconds. [F35]
   * @default 0
   */
  propagation?: number;
  /**
   * Apply the service's quota: five requests a second of each of the four destination operations, for each account and
   * Region; more are throttled. [F11, F12]
   * @default false
   */
  quotas?: boolean;
  /**
   * Declarations from the start, as `control.declare` takes them.
   * @default {}
   */
  declarations?: Declarations;
  /**
   * Called with a line where an answer cannot say what is wrong: why a test message was not delivered, why a filter
   * delivers nothing. The line never holds a secret or a log event.
   * @default nothing is called
   */
  onNote?: (line: string) => void;
  /**
   * Called with each invocation of a Lambda function that a subscription names, in place of the function's code, once
   * the log events are taken. `readLogRecords` of core's `/records` reads the data of the event. An error that it throws,
   * or its promise rejects with, is a note, and changes nothing about the call that sent the events.
   * @default nothing is called; `control.invocations` has the invocations
   */
  onInvoke?: (invocation: FunctionInvocation) => unknown;
  /**
   * Called with an error that should never happen: of this package, of a storage, of a callback. Its message may hold
   * what was sent.
   * @default the stack goes to standard error, without the message
   */
  onFault?: (error: unknown) => void;
  /**
   * Keeps the state after the process ends; `openStateFile` of `@log-destinations/local/node` opens one.
   * @default the state lives in memory
   */
  storage?: Storage;
  /**
   * Returns the time that the service's clock runs with, in milliseconds since the epoch. The clock is `local.clock`.
   * @default `Date.now`, also where fake timers replace it
   */
  clock?: () => number;
  /**
   * What requests to `/_local/` have to send, `Authorization: Bearer TOKEN`.
   * @default none: where signatures are checked, only `/_local/v1/health` is answered; elsewhere no token is needed
   */
  token?: string;
}

const knownOptions: Record<keyof LocalLogsOptions, true> = {
  strict: true,
  propagation: true,
  quotas: true,
  declarations: true,
  onNote: true,
  onInvoke: true,
  onFault: true,
  storage: true,
  clock: true,
  token: true,
};

/**
 * The part of CloudWatch Logs that destinations need, embedded in this process: all accounts and Regions.
 *
 * @example
 * const local = new LocalLogs();
 * const api = local.as({ account: "111122223333", region: "eu-west-1" });
 * const client = new LogDestinationsClient({ fetch: local.fetch, region: "eu-west-1", credentials });
 */
export class LocalLogs {
  /** Declares what the Logs API has no operations for, and reads the records of streams. */
  readonly control: Control;
  /** The `onFault` of the options, for servers that report errors of their own. */
  readonly onFault: (error: unknown) => void;
  readonly #dispatcher: Dispatcher;
  readonly #accessKeys = new AccessKeys();
  readonly #handler: WireHandler;
  readonly #steering: Steering;
  /**
   * The one clock of all that the service stores and answers. Signatures are judged by the machine's time.
   * @example
   * local.clock.advance({ hours: 25 }); // what was stored has expired
   */
  readonly clock: SteeredClock;

  /** @throws TypeError for an unknown or wrong option, and for declarations that cannot be used */
  constructor(options: LocalLogsOptions = {}) {
    refuseUnknown(options, knownOptions);
    const { strict = false, propagation = 0, quotas = false, declarations = {}, storage, token } = options;
    const { onNote = () => {}, onInvoke = () => {} } = options;
    refuseWrongToken(token);
    // Not `Date.now` itself: fake timers replace it later.
    const clock = new ServiceClock(options.clock ?? (() => Date.now()));
    const now = (): number => clock.now();
    const notes = new NoteLog();
    const onFault = guarded(options.onFault ?? printFault, printFault);
    if (!Number.isFinite(propagation) || propagation < 0) {
      throw new TypeError(`propagation is ${propagation}; expected milliseconds, 0 or more [LD3009]`);
    }
    const tell = guarded(onNote, onFault);
    const note = (line: string): void => {
      notes.add(now(), line);
      tell(line);
    };
    const invoke = (invocation: FunctionInvocation): void => {
      // The message of the error may hold log events.
      const failed = (error: unknown) => {
        const name = error instanceof Error ? error.name : typeof error;
        note(`the code that stands in for ${invocation.functionArn} failed: ${name} [LD3247]`);
      };
      guarded(onInvoke, failed)(invocation);
    };
    const settings = { strict, propagation, quotas, note, invoke };
    const state = new State(storage);
    this.control = new Control(state, this.#accessKeys, settings, now);
    this.control.declare(declarations);
    this.#dispatcher = new Dispatcher(state, settings, now, this.#accessKeys.sessions);
    const { control } = this;
    const initial = structuredClone(declarations);
    this.#steering = steeringOf({ state, control, clock, notes, dispatcher: this.#dispatcher, declarations: initial });
    this.clock = new SteeredClock(this.#steering);
    const protection = { token, checksSignatures: () => this.checksSignatures };
    const steering = new SteeringHandler(this.#steering, protection, onFault);
    this.#handler = new WireHandler(this.#dispatcher, new Authentication(this.#accessKeys), steering, onFault);
    this.onFault = onFault;
  }

  /** Are signatures checked? They are as soon as an access key with a secret is declared. */
  get checksSignatures(): boolean {
    return this.#accessKeys.checked;
  }

  /**
   * Goes back to how the service began: nothing but the declarations of the options, no notes, and the clock that it began
   * with. Access keys stay.
   * @throws LogsError where the storage could not keep it
   */
  reset(): void {
    this.#steering.reset();
  }

  /**
   * All that the service keeps, records too, and the setting of its clock, as plain JSON. Access keys are no part of it.
   * @example
   * const before = local.snapshot();
   * // …
   * local.restore(before);
   */
  snapshot(): Snapshot {
    return this.#steering.snapshot();
  }

  /**
   * Goes back to a snapshot, of this service or of another one. Notes and access keys stay.
   * @throws TypeError for anything but a snapshot of this version
   * @throws LogsError where the storage could not keep it
   */
  restore(snapshot: Snapshot): void {
    this.#steering.restore(snapshot);
  }

  /**
   * The last 10,000 notes since the service began or was reset, oldest first: why something was refused or not delivered.
   * @param after the number of a note: only those after it
   */
  notes(after = 0): readonly Note[] {
    return this.#steering.notes({ after }).notes;
  }

  /**
   * Who sends what where, in all accounts and Regions, with the reason where log events do not arrive now.
   * @example
   * const silent = local.topology().subscriptions.filter(({ why }) => why !== undefined);
   */
  topology(): Topology {
    return this.#steering.topology();
  }

  /**
   * A page of the records of a Kinesis or Firehose stream of the last 24 hours, decoded, in the order of arrival over all
   * shards. The next page is after the `number` of the last record. `control.records` has the bytes of all records.
   * @throws TypeError for a text that is not the ARN of such a stream, and for a wrong page
   * @example
   * const lines = local.records(stream).flatMap(({ logRecord }) => logRecord?.logEvents ?? []);
   */
  records(streamArn: string, page: PageRange = {}): readonly DecodedRecord[] {
    return this.#steering.records({ ...page, stream: streamArn }).records;
  }

  /**
   * A page of the invocations of a Lambda function of the last 24 hours, decoded, in their order.
   * @param functionArn with a qualifier, only those of that version or alias
   * @throws TypeError for a text that is not the ARN of a function, and for a wrong page
   */
  invocations(functionArn: string, page: PageRange = {}): readonly DecodedInvocation[] {
    return this.#steering.invocations({ ...page, function: functionArn }).invocations;
  }

  /**
   * The service for one caller in one Region, without HTTP. An error that the service would answer is thrown as a
   * `LogsError`.
   * @throws TypeError for a member that is unknown or wrong
   */
  as(identity: CallerIdentity): LocalApi {
    refuseInvalidIdentity(identity);
    return new LocalApi(this.#dispatcher, callerAs(identity));
  }

  /**
   * Answers an HTTP request: a `fetch` for clients, and a handler for `Deno.serve` and `Bun.serve`. The account comes
   * from the access key id of the signature, the Region from its credential scope; the host of the URL does not matter.
   * It has none of the limits of `serve`: a server that uses it must listen on loopback, or an access key with a secret
   * must be declared.
   */
  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    // Deno and Bun pass a second argument of their own after the Request.
    const request = input instanceof Request ? input : new Request(input, init);
    const { host, pathname, search } = new URL(request.url);
    const { status, headers, body } = await this.handle({
      method: request.method,
      target: pathname + search,
      header: (name) => request.headers.get(name) ?? (name === "host" ? host : undefined),
      body: new Uint8Array(await request.arrayBuffer()),
    });
    if (request !== input) init?.signal?.throwIfAborted();
    return new Response(body, { status, headers });
  };

  /** Answers a request of a server that has no `Request` objects. It never throws. */
  handle(request: WireRequest): Promise<WireAnswer> {
    return this.#handler.handle(request);
  }
}

function refuseWrongToken(token: unknown): void {
  if (token === undefined || (typeof token === "string" && /^[\x21-\x7e]{8,}$/.test(token))) return;
  throw new TypeError("token is wrong; expected a text of at least 8 characters of ASCII, without blanks [LD3431]");
}
