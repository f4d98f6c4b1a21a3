import type { State } from "../state/state.ts";
import { answer } from "./answers.ts";
import type { Caller } from "./call.ts";
import type { Endpoint } from "./operation.ts";
import { refuseInvalid } from "./requests.ts";
import { Tokens } from "./tokens.ts";

/** Carries out operations, one at a time. */
export class Service {
  readonly #state: State;
  readonly #clock: () => number;
  readonly #tokens = new Tokens();

  constructor(state: State, clock: () => number) {
    this.#state = state;
    this.#clock = clock;
  }

  /** @throws LogsError the service's refusal; nothing has changed then */
  run(endpoint: Endpoint, operation: string, request: object, caller: Caller): object {
    const found = Object.hasOwn(endpoint.operations, operation) ? endpoint.operations[operation] : undefined;
    if (!found) {
      const known = Object.keys(endpoint.operations).join(", ");
      throw answer("UnknownOperationException", `${operation} is not among the operations modelled here: ${known}`);
    }
    refuseInvalid(found.members, request, endpoint.invalid);
    const call = { caller, state: this.#state, tokens: this.#tokens, now: this.#clock() };
    return this.#state.transact(() => found.handle(call, request as never));
  }
}
