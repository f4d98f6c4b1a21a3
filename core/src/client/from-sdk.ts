import { LogsError } from "../errors.ts";
import { type CallOptions, DestinationsApi, type Methods } from "../operations/api.ts";
import { operations } from "../operations/table.ts";
import type { OperationName, RequestOf, ResponseOf } from "../operations/wire-types.ts";
import { decodeFailure } from "./decode.ts";
import { normalizeResponse } from "./promised-members.ts";

/** What a call of the AWS SDK takes beside its request. */
export interface SdkCallOptions {
  /** Ends the call. */
  readonly abortSignal?: AbortSignal;
}

/** The AWS SDK's `CloudWatchLogs` of `@aws-sdk/client-cloudwatch-logs`, as much of it as is called. */
export type SdkMethods = {
  readonly [Method in keyof Methods]: (request: never, options?: SdkCallOptions) => Promise<object>;
} & SdkConfigured;

/** The AWS SDK's `CloudWatchLogsClient`, as much of it as is called. */
export interface SdkClient extends SdkConfigured {
  /** Sends a command. */
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's own method is generic over its commands.
  send(command: any, options?: SdkCallOptions): Promise<object>;
}

/** A client of the AWS SDK, as far as its settings are read. */
export interface SdkConfigured {
  /** Its settings. */
  readonly config?: { readonly region?: unknown };
}

/** The AWS SDK's commands: `PutDestinationCommand` and so on. */
export type SdkCommands = {
  readonly [Name in OperationName as `${Name}Command`]: new (
    request: never,
  ) => object;
};

/** The operations whose commands there are. */
export type SdkApi<Commands> = Pick<
  DestinationsApi,
  { [Name in OperationName]: `${Name}Command` extends keyof Commands ? Uncapitalize<Name> : never }[OperationName]
> & { readonly region: Promise<string | undefined> };

/**
 * Makes the AWS SDK's client (v3) one that `ensure…`, `remove…`, `find…`, `fleetDestinations` and the pager take: an error
 * that the service answered with, and one that kept it from answering, is a `LogsError`, whose `cause` is the SDK's own.
 * Other errors, such as that of a missing Region, come through as they are.
 *
 * @param client a `CloudWatchLogs`, or a `CloudWatchLogsClient` together with the commands that are needed
 * @throws TypeError for a `CloudWatchLogsClient` without commands
 * @example
 * const api = fromSdk(new CloudWatchLogs({ region: "eu-west-1" }));
 * const small = fromSdk(new CloudWatchLogsClient({}), { DescribeDestinationsCommand });
 */
export function fromSdk(client: SdkMethods): SdkApi<SdkCommands>;
/** The same over a client that knows commands alone. */
export function fromSdk<Commands extends Partial<SdkCommands>>(client: SdkClient, commands: Commands): SdkApi<Commands>;
export function fromSdk(client: SdkMethods | SdkClient, commands?: Partial<SdkCommands>): SdkApi<SdkCommands> {
  return new OverSdk(client.config, commands ? callByCommand(client as SdkClient, commands) : callByMethod(client));
}

type SdkCall = (operation: OperationName, request: object, options: SdkCallOptions) => Promise<object>;

function callByMethod(client: object): SdkCall {
  const methods = client as Readonly<Record<string, (request: object, options: SdkCallOptions) => Promise<object>>>;
  if (typeof methods.describeDestinations !== "function") {
    throw new TypeError(
      "fromSdk is given no CloudWatchLogs; pass one, or a CloudWatchLogsClient with commands [LD1220]",
    );
  }
  return (operation, request, options) => {
    const method = operation.charAt(0).toLowerCase() + operation.slice(1);
    return (methods[method] as SdkCall & typeof methods.method).call(client, request, options);
  };
}

function callByCommand(client: SdkClient, commands: Partial<SdkCommands>): SdkCall {
  return (operation, request, options) => {
    const Command = commands[`${operation}Command`];
    if (!Command) throw new TypeError(`fromSdk is given no ${operation}Command; add it to the commands [LD1221]`);
    return client.send(new Command(request as never), options);
  };
}

class OverSdk extends DestinationsApi {
  readonly #config: SdkConfigured["config"];
  readonly #call: SdkCall;

  constructor(config: SdkConfigured["config"], call: SdkCall) {
    super();
    this.#config = config;
    this.#call = call;
  }

  /** The Region that the client calls; `undefined` where it has none, so that its calls fail. */
  get region(): Promise<string | undefined> {
    const { region } = this.#config ?? {};
    const known = async (): Promise<unknown> => (typeof region === "function" ? region() : region);
    return known().then(
      (name) => (typeof name === "string" ? name : undefined),
      () => undefined,
    );
  }

  protected override async invoke<Name extends OperationName>(
    operation: Name,
    request: RequestOf<Name>,
    { signal }: CallOptions = {},
  ): Promise<ResponseOf<Name>> {
    let response: Record<string, unknown>;
    try {
      response = { ...(await this.#call(operation, request, signal ? { abortSignal: signal } : {})) };
    } catch (error) {
      // The SDK has an error of its own for it.
      signal?.throwIfAborted();
      throw logsErrorOf(operation, error);
    }
    const { $metadata, ...given } = response;
    const problem = normalizeResponse(operations[operation].response, given);
    if (problem === undefined) return given as ResponseOf<Name>;
    const message = `the answer is not what ${operation} promises: ${problem} [LD1222]`;
    throw new LogsError("InvalidResponse", message, { operation, ...metadataOf({ $metadata } as SdkError) });
  }
}

/** What the SDK's errors have, of this service and of what is below. */
interface SdkError extends Partial<Error> {
  /** Of an error of Node, such as `ECONNRESET`. */
  readonly code?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number };
}

/** Makes an error of a call of what the SDK threw; what is none stays as it is. */
function logsErrorOf(operation: string, thrown: unknown): unknown {
  const error = (thrown ?? {}) as SdkError;
  const { name = "", message = "", $metadata } = error;
  const { status, ...of } = metadataOf(error);
  const details = { operation, status, ...of, cause: thrown };
  if (name === "SyntaxError" && status !== undefined) return new LogsError("InvalidResponse", message, details);
  if (error.$fault !== undefined || name.endsWith("Exception")) {
    // As the answer from which the SDK made it: what may be tried again is decided in one place.
    const headers = {
      get: (header: string) => (header === "x-amzn-requestid" ? ($metadata?.requestId ?? null) : null),
    };
    const failure = decodeFailure({ status: status ?? 400, headers, body: { json: { __type: name, message } } });
    return new LogsError(failure.code, failure.message, { ...details, retryable: failure.retryable });
  }
  const code = unansweredCode(error);
  return code ? new LogsError(code, message, { ...details, retryable: code !== "CredentialsError" }) : thrown;
}

/** The code of an error that kept the service from answering. The SDK tries them again [F350]. */
function unansweredCode({ name = "", message = "", code, cause }: SdkError, depth = 0): string | undefined {
  if (/^(CredentialsProvider|TokenProvider|ProviderError)/.test(name)) return "CredentialsError";
  // The SDK gives the name TimeoutError to a connection that broke off as well. [F350]
  if (typeof code === "string" && /^E(?!TIMEDOUT|RR_)[A-Z_]+$/.test(code)) return "NetworkError";
  if (name === "TimeoutError" || name === "RequestTimeout") return "TimeoutError";
  // Browsers, Node, Deno and Bun in this order.
  if (name === "TypeError" && /fetch|Load failed|Network request failed|error sending request/i.test(message)) {
    return "NetworkError";
  }
  // workerd, over whose node:http the SDK sends there.
  if (message.startsWith("Network connection lost")) return "NetworkError";
  const below = depth < 10 ? (cause as SdkError | null | undefined) : undefined;
  return below ? unansweredCode(below, depth + 1) : undefined;
}

function metadataOf({ $metadata = {} }: SdkError): {
  status: number | undefined;
  requestId: string | undefined;
  attempts: number;
} {
  const { httpStatusCode, requestId, attempts = 1 } = $metadata;
  return { status: httpStatusCode, requestId, attempts };
}
