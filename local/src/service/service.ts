import type { State } from "../state/state.ts";
import { answer } from "./answers.ts";
import type { Caller, World } from "./call.ts";
import type { Endpoint } from "./operation.ts";
import { Quota } from "./quota.ts";
import { refuseInvalid, refuseUnmodelled, refusingDepth, withoutNulls } from "./requests.ts";
import { Sequence } from "./sequence.ts";
import { Tokens } from "./tokens.ts";

/** Carries out operations, one at a time. */
export class Service {
  readonly #state: State;
  readonly #world: World;
  readonly #clock: () => number;
  readonly #tokens = new Tokens();
  readonly #quota = new Quota();
  readonly #sequence: Sequence;

  constructor(state: State, world: World, clock: () => number) {
    this.#state = state;
    this.#world = world;
    this.#clock = clock;
    this.#sequence = new Sequence(highestNumber(state));
  }

  /** @throws LogsError the service's refusal; nothing has changed then */
  run(endpoint: Endpoint, operation: string, request: object, caller: Caller): object {
    const found = Object.hasOwn(endpoint.operations, operation) ? endpoint.operations[operation] : undefined;
    if (!found) {
      const known = Object.keys(endpoint.operations).join(", ");
      throw answer("UnknownOperationException", `${operation} is not among the operations modelled here: ${known}`);
    }
    if (this.#world.quotas && found.throttled) this.#quota.take(operation, caller, this.#clock());
    const given = withoutNulls(request);
    refusingDepth(() => refuseInvalid(found.members, given, endpoint.invalid));
    refuseUnmodelled(found.unmodelled, given, endpoint.invalid);
    const call = {
      caller,
      world: this.#world,
      state: this.#state,
      tokens: this.#tokens,
      sequence: this.#sequence,
      now: this.#clock(),
    };
    return this.#state.transact(() => found.handle(call, given as never));
  }
}

function highestNumber(state: State): string {
  let highest = "";
  for (const [, name] of state.table("streamData").entries()) {
    const number = name.slice(-19);
    if (number > highest) highest = number;
  }
  return highest;
}
