import { chain } from "../maybe-promise.ts";
import type { CallOptions } from "../operations/api.ts";
import { refuseUnknown } from "../options.ts";
import { type Credentials, type CredentialsProvider, keyInEnvironment } from "../signing/credentials.ts";
import { type Signer, SigV4 } from "../signing/sigv4.ts";
import { clockAhead } from "./clock.ts";
import { type Answer, decodeFailure, decodeResponse } from "./decode.ts";
import { type EndpointOptions, logsService, resolveEndpoint, resolveRegion } from "./endpoint.ts";
import type { Failure } from "./failure.ts";
import { type FetchFailureReader, networkFailure } from "./fetch-failure.ts";
import { type KeptCredentials, keepCredentials } from "./kept-credentials.ts";
import type { Pacer } from "./pacing.ts";
import { type Retry, type RetryOptions, retrying } from "./retry.ts";
import type { Fetch, FetchResponse } from "./transport.ts";
import { version } from "./version.ts";

/** Options of the connection to the service. Each has a default, some of them from the environment. */
export interface ConnectionOptions extends EndpointOptions, RetryOptions {
  /**
   * An access key, or a function that gets one.
   * @default `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. `LogDestinationsClient` takes them by
   * {@link fromEnvironment}, whose error says more where they are missing
   */
  credentials?: Credentials | CredentialsProvider | undefined;
  /**
   * The function that sends requests: the runtime's own, one with a proxy, or that of the local service.
   * @default the global `fetch`
   */
  fetch?: Fetch | undefined;
  /**
   * Says what it means that `fetch` has thrown. {@link fetchFailure} knows by the words of the runtimes what would come again,
   * such as a certificate that is not trusted or a bug in one's own `fetch`, and ends the call there.
   * @default each is a `NetworkError` and is tried again; `LogDestinationsClient` has `fetchFailure`
   */
  fetchFailure?: FetchFailureReader | undefined;
  /**
   * Signs the requests.
   * @default Signature Version 4
   */
  signer?: Signer | undefined;
  /**
   * Spreads the calls of each operation. The service's quota is 5 in a second for each operation, account and Region, so
   * clients of one account and Region share one pacer.
   * @default no bound; throttled calls are retried
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
   */
  pacer?: Pacer | undefined;
  /**
   * Goes behind this package's name in the user agent, which CloudTrail keeps: `my-tool/1.2`.
   * @default the package alone, `log-destinations/0.1.0`
   */
  customUserAgent?: string | undefined;
}

export const connectionOptions: Record<keyof ConnectionOptions, true> = {
  region: true,
  endpoint: true,
  useFipsEndpoint: true,
  useDualstackEndpoint: true,
  maxAttempts: true,
  attemptTimeout: true,
  timeout: true,
  credentials: true,
  fetch: true,
  fetchFailure: true,
  signer: true,
  pacer: true,
  customUserAgent: true,
  observer: true,
};

/** Browsers do not let a program set the user agent, so that it goes out in AWS's own header there. [F361] */
const runtime: string = /* @__PURE__ */ (() => globalThis.navigator?.userAgent ?? "")();
/**
 * Redirects are not followed. Node copies a request whose redirect would be shown, which costs a fifth of its time;
 * Cloudflare's workers cannot refuse a redirect.
 */
const redirect: "error" | "manual" = /* @__PURE__ */ (() => (/^(Node|$)/.test(runtime) ? "error" : "manual"))();

/**
 * The connection to the service for one account and Region: requests are signed, retried and kept within deadlines, and
 * errors are typed. {@link LogDestinationsClient} adds the operations. A program that has to be small uses this alone, without
 * what the client brings with it: it gives {@link fetchFailure} and {@link observeAttempts} where it wants them.
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
  readonly #credentials: KeptCredentials;
  readonly #fetch: Fetch;
  readonly #fetchFailure: FetchFailureReader;
  readonly #signer: Signer;
  readonly #retry: Retry;
  readonly #userAgent: Record<string, string>;
  /** Milliseconds that the service's clock is ahead of this one, where they are too far apart to sign. */
  #clockOffset = 0;

  /**
   * Makes a connection; nothing is sent.
   * @throws TypeError for an option that is unknown or has a wrong value, and where there is no Region
   */
  constructor(options: ConnectionOptions = {}) {
    refuseUnknown(options, connectionOptions);
    this.region = resolveRegion(options);
    this.#url = resolveEndpoint(logsService, this.region, options);
    this.endpoint = this.#url.href;
    this.#credentials = keepCredentials(options.credentials ?? (() => keyInEnvironment()));
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#fetchFailure = options.fetchFailure ?? networkFailure;
    this.#signer = options.signer ?? new SigV4();
    this.#retry = retrying(options, options.pacer);
    const header = `${/^Mozilla/.test(runtime) ? "x-amz-" : ""}user-agent`;
    this.#userAgent = { [header]: `log-destinations/${version} ${options.customUserAgent ?? ""}`.trim() };
  }

  /**
   * Carries out any operation of the service. The request goes out as it is, unchecked.
   *
   * @param check the message of the error for a response that is wrong, `undefined` for a good one; it may change the response
   * @default every JSON object is a good response
   * @throws LogsError where the service answered with an error, or not at all
   * @throws the reason of `options.signal`, as it is
   */
  async call(
    operation: string,
    request: object,
    { signal }: CallOptions = {},
    check?: (response: Record<string, unknown>) => string | undefined,
  ): Promise<Record<string, unknown>> {
    const body = JSON.stringify(request);
    let renewed = false;
    /** Credentials can end before the time that they were given with, or be given without one. */
    const renew = ({ code }: Failure, used: Credentials | undefined): Failure["mended"] => {
      if (renewed || !used || code !== "ExpiredTokenException") return undefined;
      renewed = this.#credentials.forget(used);
      return renewed ? "credentials" : undefined;
    };
    return await this.#retry(operation, signal, {
      sign: () => this.#sign(operation, body),
      send: async (signed, inner) => {
        const answer = await this.#send(body, signed, inner);
        if ("failure" in answer) return answer;
        if (answer.status >= 200 && answer.status < 300) return decodeResponse(answer, check);
        const failure = decodeFailure(answer);
        const mended = this.#setClock(answer, signed.date, failure) ?? renew(failure, signed.used);
        return { failure: mended ? { ...failure, retryable: true, mended } : failure };
      },
    });
  }

  #sign(operation: string, body: string): SignedRequest | Promise<SignedRequest> {
    const date = new Date(Date.now() + this.#clockOffset);
    const headers: Record<string, string> = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Logs_20140328.${operation}`,
      ...this.#userAgent,
    };
    const { region } = this;
    let used: Credentials | undefined;
    const credentials = (): Credentials | Promise<Credentials> =>
      chain(this.#credentials.get({ region, callerClientConfig: { region: async () => region } }), (given) => {
        used = given;
        return given;
      });
    return chain(
      this.#signer.sign(
        { method: "POST", url: this.#url, headers, body },
        { credentials, region, service: "logs", date },
      ),
      (added) => ({ date, used, headers: Object.assign(headers, added) }),
    );
  }

  /**
   * A signature can be refused for this machine's clock alone; the answer has the right time, so later ones use that.
   * @returns `undefined` where the clock was not the fault
   */
  #setClock(answer: Answer, signed: Date, { code }: Failure): Failure["mended"] {
    const ahead = skewed.test(code) ? clockAhead(answer.headers, signed) : undefined;
    if (ahead === undefined) return undefined;
    this.#clockOffset = ahead;
    return "clock";
  }

  async #send(body: string, { headers }: SignedRequest, signal: AbortSignal): Promise<Answer | { failure: Failure }> {
    let response: FetchResponse | undefined;
    try {
      response = await this.#fetch(this.endpoint, { method: "POST", headers, body, signal, redirect });
      const { status, headers: given } = response;
      // Parsing the body at once costs less than reading its text first; an empty body would not parse.
      const sure = status === 200 && Number(given.get("content-length")) > 0;
      return { status, headers: given, body: sure ? { json: await response.json() } : await response.text() };
    } catch (thrown) {
      return { failure: this.#fetchFailure(this.#url.origin, response, thrown) };
    }
  }
}

interface SignedRequest {
  readonly headers: Record<string, string>;
  /** What it is signed with; `undefined` for a signer that needs no credentials. */
  readonly used: Credentials | undefined;
  /** The time that it is signed for. */
  readonly date: Date;
}

/** Codes for a signature whose time is too early or too late. */
const skewed = /^(InvalidSignature|RequestTimeTooSkewed)/;
