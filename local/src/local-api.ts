import {
  type CallOptions,
  DestinationsApi,
  LogsError,
  type OperationName,
  type RequestOf,
  type ResponseOf,
} from "@log-destinations/core";
import { logs } from "./logs/logs-model.ts";
import type { Caller } from "./service/call.ts";
import type { Dispatcher } from "./service/dispatcher.ts";

/** The service in this process, as one caller in one Region. */
export class LocalApi extends DestinationsApi {
  readonly #dispatcher: Dispatcher;
  readonly #caller: Caller;

  constructor(dispatcher: Dispatcher, caller: Caller) {
    super();
    this.#dispatcher = dispatcher;
    this.#caller = caller;
  }

  /**
   * Carries out any modelled operation of CloudWatch Logs, also those without a method, such as `PutLogEvents`.
   * @throws LogsError an error that the service answers. Where notes say more than the answer, they are its `cause`.
   * @throws the reason of `options.signal`, unchanged
   */
  async call(operation: string, request: object, options: CallOptions = {}): Promise<Record<string, unknown>> {
    options.signal?.throwIfAborted();
    try {
      return copy(this.#dispatcher.run(logs, operation, copy(request), this.#caller)) as Record<string, unknown>;
    } catch (error) {
      if (!(error instanceof LogsError)) throw error;
      const { code, message, status = 400, findings } = error;
      const { notes } = this.#dispatcher;
      const cause = notes.length > 0 ? new Error(notes.join("\n")) : undefined;
      const requestId = crypto.randomUUID();
      throw new LogsError(code, message, { operation, status, attempts: 1, findings, requestId, cause });
    }
  }

  protected override invoke<Name extends OperationName>(
    operation: Name,
    request: RequestOf<Name>,
    options?: CallOptions,
  ): Promise<ResponseOf<Name>> {
    return this.call(operation, request, options) as Promise<ResponseOf<Name>>;
  }
}

/** A copy, as the wire makes one: neither side keeps objects of the other. */
function copy(message: object): object {
  return JSON.parse(JSON.stringify(message));
}
