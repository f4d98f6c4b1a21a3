import { refuseUnknown } from "@log-destinations/core/service";
import { AccessKeys, callerAs } from "./control/access-keys.ts";
import { Control } from "./control/control.ts";
import { refuseInvalidIdentity } from "./control/declaration-checks.ts";
import type { CallerIdentity, Declarations } from "./control/declarations.ts";
import { guarded, printFault } from "./faults.ts";
import { LocalApi } from "./local-api.ts";
import { Dispatcher } from "./service/dispatcher.ts";
import { State, type Storage } from "./state/state.ts";
import { Authentication } from "./wire/authentication.ts";
import type { WireAnswer } from "./wire/wire-answer.ts";
import { WireHandler } from "./wire/wire-handler.ts";
import type { WireRequest } from "./wire/wire-request.ts";

export interface LocalLogsOptions {
  /**
   * Know only roles and streams that were declared or made. Otherwise a role or stream of the right account that was
   * not declared counts as healthy.
   * @default false
   */
  strict?: boolean;
  /**
   * Milliseconds that a new or changed role takes until it is seen, as IAM takes some. [F35]
   * @default 0
   */
  propagation?: number;
  /**
   * Hold to the service's quota: beyond five requests a second of one of the four destination operations, an account is
   * throttled in a Region. [F11, F12]
   * @default false
   */
  quotas?: boolean;
  /** What is known from the start, as if it were given to `control.declare`. */
  declarations?: Declarations;
  /**
   * Called with a line wherever an answer cannot say what is wrong: why a test message was not delivered, why a filter
   * delivers nothing. Never holds a secret or a log event.
   * @default nothing is called
   */
  onNote?: (line: string) => void;
  /**
   * Called with the error where something fails that never should: in this package, in a storage, in a callback. Its
   * message may hold what was sent.
   * @default where it came from goes to standard error, without the message
   */
  onFault?: (error: unknown) => void;
  /**
   * Keeps the state beyond the life of the process, such as `openStateFile` of `@log-destinations/local/node`.
   * @default the state lives in memory
   */
  storage?: Storage;
  /**
   * What time it is, in milliseconds since the epoch.
   * @default `Date.now`
   */
  clock?: () => number;
}

const knownOptions: Record<keyof LocalLogsOptions, true> = {
  strict: true,
  propagation: true,
  quotas: true,
  declarations: true,
  onNote: true,
  onFault: true,
  storage: true,
  clock: true,
};

/**
 * CloudWatch Logs as far as destinations need it, embedded: all accounts and Regions, in memory.
 *
 * @example
 * const local = new LocalLogs();
 * const api = local.as({ account: "111122223333", region: "eu-west-1" });
 * const client = new LogDestinationsClient({ fetch: local.fetch, region: "eu-west-1", credentials });
 */
export class LocalLogs {
  /** Declares what the Logs API has no place for, and reads what streams got. */
  readonly control: Control;
  /** Where faults go, for servers to send their own. */
  readonly onFault: (error: unknown) => void;
  readonly #dispatcher: Dispatcher;
  readonly #accessKeys = new AccessKeys();
  readonly #handler: WireHandler;

  /** @throws TypeError for an unknown or wrong option, and for declarations that cannot be used */
  constructor(options: LocalLogsOptions = {}) {
    refuseUnknown(options, knownOptions);
    const { strict = false, propagation = 0, quotas = false, declarations = {}, storage, clock = Date.now } = options;
    const { onNote = () => {} } = options;
    const onFault = guarded(options.onFault ?? printFault, printFault);
    if (!Number.isFinite(propagation) || propagation < 0) {
      throw new TypeError(`propagation is ${propagation}; expected milliseconds, 0 or more`);
    }
    const settings = { strict, propagation, quotas, note: guarded(onNote, onFault) };
    const state = new State(storage);
    this.control = new Control(state, this.#accessKeys, settings, clock);
    this.control.declare(declarations);
    this.#dispatcher = new Dispatcher(state, settings, clock);
    this.#handler = new WireHandler(
      this.#dispatcher,
      new Authentication(this.#accessKeys, clock),
      this.control,
      onFault,
    );
    this.onFault = onFault;
  }

  /** Signatures are checked, as an access key with a secret was declared. */
  get checksSignatures(): boolean {
    return this.#accessKeys.checked;
  }

  /**
   * The service as one account sees it in one Region, without HTTP between. What it answers over the wire it throws
   * here, as a `LogsError`.
   * @throws TypeError for a member that is unknown or wrong
   */
  as(identity: CallerIdentity): LocalApi {
    refuseInvalidIdentity(identity);
    return new LocalApi(this.#dispatcher, callerAs(identity));
  }

  /**
   * Answers a request as the service would, to be given to a client in the place of `fetch`, or to `Deno.serve` and
   * `Bun.serve`. The account comes from the access key id that signed the request, the Region from what it was signed
   * for; the URL's host does not matter. It has none of the limits of `serve`: behind a port of another server, let that
   * listen on loopback, or declare an access key with a secret.
   */
  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    // Servers hand over a second argument of their own beside the Request.
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

  /** Answers a request of a server that has no `Request`. It never throws. */
  handle(request: WireRequest): Promise<WireAnswer> {
    return this.#handler.handle(request);
  }
}
