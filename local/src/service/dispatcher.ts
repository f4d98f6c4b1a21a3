import type { State } from "../state/state.ts";
import type { Call, Caller } from "./call.ts";
import { PageTokens } from "./page-tokens.ts";
import { Quota } from "./quota.ts";
import { refuseUnmodelled, refuseViolations, refusingDeepNesting, withoutNulls } from "./request-validation.ts";
import { RoleSessions } from "./role-sessions.ts";
import { Sequence } from "./sequence.ts";
import { serviceError } from "./service-error.ts";
import type { ServiceModel } from "./service-model.ts";
import type { Settings } from "./settings.ts";

/** Carries out operations, one at a time. */
export class Dispatcher {
  readonly #state: State;
  readonly #settings: Settings;
  readonly #clock: () => number;
  readonly #sessions: RoleSessions;
  #tokens = new PageTokens();
  #quota = new Quota();
  #sequence: Sequence;
  #notes: string[] = [];

  constructor(state: State, settings: Settings, clock: () => number, sessions: RoleSessions = new RoleSessions()) {
    this.#state = state;
    this.#sessions = sessions;
    this.#settings = {
      ...settings,
      note: (line) => {
        this.#notes.push(line);
        settings.note(line);
      },
    };
    this.#clock = clock;
    this.#sequence = new Sequence(highestNumber(state));
  }

  /** Forgets what it remembers beside the state, after that was replaced. */
  restart(): void {
    this.#tokens = new PageTokens();
    this.#quota = new Quota();
    this.#sequence = new Sequence(highestNumber(this.#state));
  }

  /** The notes of the last operation. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** A call of this caller, now. */
  callAs(caller: Caller): Call {
    return {
      caller,
      settings: this.#settings,
      state: this.#state,
      tokens: this.#tokens,
      sequence: this.#sequence,
      sessions: this.#sessions,
      invocations: [],
      now: this.#clock(),
    };
  }

  /** @throws LogsError the service's error; nothing has changed then */
  run(model: ServiceModel, operation: string, request: object, caller: Caller): object {
    if (this.#notes.length > 0) this.#notes = [];
    const found = Object.hasOwn(model.operations, operation) ? model.operations[operation] : undefined;
    if (!found) {
      const known = Object.keys(model.operations).join(", ");
      throw serviceError(
        "UnknownOperationException",
        `${operation} is not among the operations modelled here: ${known} [LD3301]`,
      );
    }
    const { requestsPerSecond } = found;
    if (this.#settings.quotas && requestsPerSecond !== undefined) {
      this.#quota.take({ operation, requestsPerSecond, caller }, this.#clock());
    }
    const given = withoutNulls(request);
    refusingDeepNesting(() => refuseViolations(found.members, given, model.invalid));
    refuseUnmodelled(found.unmodelled, given, model.invalid);
    const call = this.callAs(caller);
    const result = this.#state.transact(() => found.handle(call, given as never));
    for (const invocation of call.invocations) this.#settings.invoke(invocation);
    return result;
  }
}

function highestNumber(state: State): string {
  let highest = "";
  for (const table of ["streamData", "invocations"] as const) {
    for (const [, name] of state.table(table).entries()) {
      const number = name.slice(-19);
      if (number > highest) highest = number;
    }
  }
  return highest;
}
