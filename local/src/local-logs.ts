import {
  accountId,
  type CallOptions,
  DestinationsApi,
  LogsError,
  type OperationName,
  type RequestOf,
  type ResponseOf,
} from "@log-destinations/core";
import { logs } from "./logs/operations.ts";
import type { Caller } from "./service/call.ts";
import { Service } from "./service/service.ts";
import { State } from "./state/state.ts";
import { handle, rootOf, type WireAnswer, type WireRequest } from "./wire/handler.ts";

export interface LocalLogsOptions {
  /**
   * What time it is, in milliseconds since the epoch.
   * @default `Date.now`
   */
  clock?: () => number;
}

const knownOptions: Record<keyof LocalLogsOptions, true> = { clock: true };

/** Whose view of the service {@link LocalLogs.as} gives. */
export interface Identity {
  /** Twelve digits. */
  account: string;
  region: string;
}

/**
 * CloudWatch Logs as far as destinations need it, embedded: every account and Region of one world, in memory.
 *
 * @example
 * const local = new LocalLogs();
 * const api = local.as({ account: "111122223333", region: "eu-west-1" });
 * const client = new LogDestinationsClient({ fetch: local.fetch, region: "eu-west-1", credentials });
 */
export class LocalLogs {
  readonly #service: Service;

  /** @throws TypeError for an unknown option */
  constructor(options: LocalLogsOptions = {}) {
    const unknown = Object.keys(options).find((option) => !Object.hasOwn(knownOptions, option));
    if (unknown !== undefined) {
      throw new TypeError(`unknown option ${unknown}; LocalLogs knows ${Object.keys(knownOptions).join(", ")}`);
    }
    this.#service = new Service(new State(), options.clock ?? Date.now);
  }

  /**
   * The service as one account sees it in one Region, without HTTP between. What it answers over the wire it throws
   * here, as a `LogsError`.
   * @throws TypeError where the account is not twelve digits or the Region is empty
   */
  as({ account, region }: Identity): DestinationsApi {
    if (!accountId.test(account)) throw new TypeError(`account is ${JSON.stringify(account)}; expected 12 digits`);
    if (!/^[a-z0-9-]+$/.test(region)) {
      throw new TypeError(`region is ${JSON.stringify(region)}; expected a name such as eu-west-1`);
    }
    return new LocalApi(this.#service, rootOf(account, region));
  }

  /**
   * Answers a request as the service would, to be given to a client in the place of `fetch`, or to `Deno.serve` and
   * `Bun.serve`. The account comes from the access key id that signed the request, the Region from what it was signed
   * for; the URL's host does not matter.
   */
  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    // Servers hand over a second argument of their own beside the Request.
    const request = input instanceof Request ? input : new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const { status, headers, body } = this.handle({
      method: request.method,
      target: pathname + search,
      header: (name) => request.headers.get(name) ?? undefined,
      body: new Uint8Array(await request.arrayBuffer()),
    });
    request.signal.throwIfAborted();
    return new Response(body, { status, headers });
  };

  /** Answers a request of a server that has no `Request`. */
  handle(request: WireRequest): WireAnswer {
    return handle(this.#service, request);
  }
}

class LocalApi extends DestinationsApi {
  readonly #service: Service;
  readonly #caller: Caller;

  constructor(service: Service, caller: Caller) {
    super();
    this.#service = service;
    this.#caller = caller;
  }

  protected override async invoke<Name extends OperationName>(
    operation: Name,
    request: RequestOf<Name>,
    options: CallOptions = {},
  ): Promise<ResponseOf<Name>> {
    options.signal?.throwIfAborted();
    try {
      // Through JSON both ways, as over the wire: neither side holds on to objects of the other.
      const response = this.#service.run(logs, operation, JSON.parse(JSON.stringify(request)), this.#caller);
      return structuredClone(response) as ResponseOf<Name>;
    } catch (error) {
      if (!(error instanceof LogsError)) throw error;
      const { code, message, status = 400 } = error;
      throw new LogsError(code, message, { operation, status, attempts: 1, requestId: crypto.randomUUID() });
    }
  }
}
