import { LogsError } from "../errors.ts";
import type { CallOptions } from "../operations/api.ts";
import { refuseUnknown } from "../options.ts";
import { type Signer, SigV4 } from "../signing/sigv4.ts";
import { type Answer, detailsOf, readError, readResponse } from "./answer.ts";
import { type Credentials, type CredentialsProvider, fromEnvironment, remembered } from "./credentials.ts";
import { type EndpointOptions, resolveEndpoint, resolveRegion } from "./endpoint.ts";
import { Pacer } from "./pacing.ts";
import { Retries, type RetryOptions } from "./retry.ts";
import type { Fetch, FetchResponse } from "./transport.ts";

/** How the service is reached. Everything has a default that comes from the environment or suits most. */
export interface ConnectionOptions extends EndpointOptions, RetryOptions {
  /**
   * An access key, or a function that gets one.
   * @default `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN` of the environment
   */
  credentials?: Credentials | CredentialsProvider;
  /**
   * What carries requests: the runtime's own, one that goes through a proxy, or the local service's.
   * @default the global `fetch`
   */
  fetch?: Fetch;
  /** @default Signature Version 4 */
  signer?: Signer;
  /**
   * Spreads the calls of each operation, so that no more than this many go out in a second. The service's quota is 5
   * for each operation, account and Region.
   * @default calls go out as they come; throttled ones are retried
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
   */
  requestsPerSecond?: number;
}

const knownOptions: Record<keyof ConnectionOptions, true> = {
  region: true,
  endpoint: true,
  useFipsEndpoint: true,
  useDualstackEndpoint: true,
  maxAttempts: true,
  attemptTimeout: true,
  timeout: true,
  credentials: true,
  fetch: true,
  signer: true,
  requestsPerSecond: true,
};

/**
 * The way to the service and back for one account and Region: signed, retried, within its deadlines, errors typed. It
 * knows nothing of the operations: {@link LogDestinationsClient} adds what they are, and a program that counts its
 * kilobytes can do with this.
 *
 * @example
 * const connection = new LogsConnection({ region: "eu-west-1" });
 * const listing = paginateDestinations((request, options) => connection.call("DescribeDestinations", request, options));
 */
export class LogsConnection {
  /** The Region that requests are signed for. */
  readonly region: string;
  /** Where requests go. */
  readonly endpoint: string;
  readonly #url: URL;
  readonly #credentials: CredentialsProvider;
  readonly #fetch: Fetch;
  readonly #signer: Signer;
  readonly #retries: Retries;
  readonly #pacer: Pacer | undefined;
  /** Milliseconds that the service's clock is ahead of this one, where they are too far apart to sign. */
  #clockOffset = 0;

  /** @throws TypeError for an option that is unknown or has a wrong value, and where there is no Region */
  constructor(options: ConnectionOptions = {}) {
    refuseUnknown(options, knownOptions);
    this.region = resolveRegion(options);
    this.#url = resolveEndpoint(this.region, options);
    this.endpoint = this.#url.href;
    this.#credentials = remembered(options.credentials ?? fromEnvironment);
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#signer = options.signer ?? new SigV4();
    this.#retries = new Retries(options);
    this.#pacer = options.requestsPerSecond === undefined ? undefined : new Pacer(options.requestsPerSecond);
  }

  /**
   * Carries out any operation of the service. The request goes out as it is, unchecked.
   *
   * @param read makes the result of a good answer
   * @default its JSON
   * @throws LogsError what the service answered, or that it did not
   * @throws the reason of `options.signal`, as it is
   */
  call(operation: string, request: object, options?: CallOptions): Promise<Record<string, unknown>>;
  call<Result>(
    operation: string,
    request: object,
    options: CallOptions | undefined,
    read: (operation: string, answer: Answer) => Result,
  ): Promise<Result>;
  async call(
    operation: string,
    request: object,
    { signal }: CallOptions = {},
    read: (operation: string, answer: Answer) => unknown = readResponse,
  ): Promise<unknown> {
    const body = JSON.stringify(request);
    const pacer = this.#pacer;
    return this.#retries.run(
      operation,
      signal,
      async (inner) => {
        const date = new Date(Date.now() + this.#clockOffset);
        const answer = await this.#send(operation, body, date, inner);
        if (answer.status < 300) return read(operation, answer);
        throw this.#setClock(answer, date, readError(operation, answer));
      },
      pacer && ((longest) => pacer.turn(operation, longest)),
    );
  }

  /** A signature can be refused for this machine's clock alone; the answer tells the right time, so sign with that. */
  #setClock(answer: Answer, signed: Date, error: LogsError): LogsError {
    const date = Date.parse(answer.headers.get("date") ?? "");
    if (!skewed.test(error.code) || !(Math.abs(date - signed.getTime()) > tolerated)) return error;
    this.#clockOffset = date - Date.now();
    return Object.assign(error, { retryable: true });
  }

  async #send(operation: string, body: string, date: Date, signal: AbortSignal): Promise<Answer> {
    const unsigned = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Logs_20140328.${operation}`,
    };
    const signed = await this.#signer.sign(
      { method: "POST", url: this.#url, headers: unsigned, body },
      { credentials: await this.#credentials(), region: this.region, service: "logs", date },
    );
    const headers = { ...unsigned, ...signed };
    let answer: Partial<Answer> = {};
    try {
      const response = await this.#fetch(this.endpoint, { method: "POST", headers, body, signal, redirect: "error" });
      answer = { status: response.status, headers: response.headers };
      return { ...(answer as Answer), body: await readBody(response) };
    } catch (cause) {
      const unreadable = (cause as Error)?.name === "SyntaxError";
      throw new LogsError(
        unreadable ? "InvalidResponse" : "NetworkError",
        `${this.#url.origin} gave no ${unreadable ? "JSON" : "answer"}: ${reasonOf(cause)}`,
        { ...(answer.headers && detailsOf(answer as Answer)), operation, cause, retryable: true },
      );
    }
  }
}

/** Where a good answer surely has a body, its JSON is read at once, which costs less than text. */
async function readBody(response: FetchResponse): Promise<Answer["body"]> {
  const length = Number(response.headers.get("content-length"));
  return response.status < 300 && length > 0 ? { json: await response.json() } : response.text();
}

/** How the service refuses a signature that is too old or from the future. */
const skewed = /^(InvalidSignature|RequestTimeTooSkewed)/;
const tolerated = 240_000;

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return (cause as Error | undefined)?.message || message || String(error);
}
