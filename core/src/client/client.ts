import { LogsError } from "../errors.ts";
import { type CallOptions, DestinationsApi } from "../operations/api.ts";
import type {
  DescribeDestinationsRequest,
  DescribeSubscriptionFiltersRequest,
  Destination,
  OperationName,
  RequestOf,
  ResponseOf,
  SubscriptionFilter,
} from "../operations/shapes.ts";
import { isOperationName, operations } from "../operations/table.ts";
import { unknownMembers, violations } from "../operations/validate.ts";
import type { Listing, ListingOptions } from "../pagination/listing.ts";
import { paginateDestinations, paginateSubscriptionFilters } from "../pagination/listings.ts";
import type { PolicyFinding } from "../policy/check.ts";
import { refuseBadPolicy } from "../policy/refuse.ts";
import { type Signer, SigV4 } from "../signing/sigv4.ts";
import { type Credentials, type CredentialsProvider, fromEnvironment, remembered } from "./credentials.ts";
import { type Answer, decodeError, decodeResponse } from "./decode.ts";
import { type EndpointOptions, resolveEndpoint, resolveRegion } from "./endpoint.ts";
import { Pacer } from "./pacing.ts";
import { Retries, type RetryOptions } from "./retry.ts";
import type { Fetch } from "./transport.ts";

/** How a client reaches the service. Everything has a default that comes from the environment or suits most. */
export interface LogDestinationsClientOptions extends EndpointOptions, RetryOptions {
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
  /**
   * Called with what an access policy does not say the way that its author may think: the service takes it, and senders
   * fail later. Nothing is printed.
   * @default nothing is called
   */
  onAdvice?: (finding: PolicyFinding, request: RequestOf<"PutDestinationPolicy">) => void;
}

const knownOptions: Record<keyof LogDestinationsClientOptions, true> = {
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
  onAdvice: true,
};

/**
 * A client of CloudWatch Logs for destinations, for one account and Region.
 *
 * What the service would refuse is refused before anything is sent, with a `LogsError` whose `attempts` is 0.
 *
 * @example
 * const client = new LogDestinationsClient({ region: "eu-west-1" });
 * for await (const destination of client.destinations()) console.log(destination.arn);
 */
export class LogDestinationsClient extends DestinationsApi {
  /** The Region that the client signs for. */
  readonly region: string;
  /** Where its requests go. */
  readonly endpoint: string;
  readonly #url: URL;
  readonly #credentials: CredentialsProvider;
  readonly #fetch: Fetch;
  readonly #signer: Signer;
  readonly #retries: Retries;
  readonly #pacer: Pacer | undefined;
  /** Milliseconds that the service's clock is ahead of this one, where they are too far apart to sign. */
  #clockOffset = 0;
  readonly #onAdvice: LogDestinationsClientOptions["onAdvice"];

  /** @throws TypeError for an option that is unknown or has a wrong value, and where there is no Region */
  constructor(options: LogDestinationsClientOptions = {}) {
    super();
    const unknown = Object.keys(options).find((option) => !Object.hasOwn(knownOptions, option));
    if (unknown !== undefined) {
      throw new TypeError(`unknown option ${unknown}; the client knows ${Object.keys(knownOptions).join(", ")}`);
    }
    this.region = resolveRegion(options);
    this.#url = resolveEndpoint(this.region, options);
    this.endpoint = this.#url.href;
    this.#credentials = remembered(options.credentials ?? fromEnvironment);
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#signer = options.signer ?? new SigV4();
    this.#retries = new Retries(options);
    this.#pacer = options.requestsPerSecond === undefined ? undefined : new Pacer(options.requestsPerSecond);
    this.#onAdvice = options.onAdvice;
  }

  /**
   * Lists destinations over as many pages as it takes; nothing is sent until the listing is iterated.
   *
   * @param filter which ones; without it all of the account in the Region
   * @throws TypeError at once, for an unknown or wrong option
   */
  destinations(
    filter: Pick<DescribeDestinationsRequest, "DestinationNamePrefix"> = {},
    options: ListingOptions = {},
  ): Listing<Destination> {
    return paginateDestinations((request, call) => this.describeDestinations(request, call), filter, options);
  }

  /** Lists the subscription filters of a log group over as many pages as it takes. */
  subscriptionFilters(
    filter: Pick<DescribeSubscriptionFiltersRequest, "logGroupName" | "filterNamePrefix">,
    options: ListingOptions = {},
  ): Listing<SubscriptionFilter> {
    return paginateSubscriptionFilters(
      (request, call) => this.describeSubscriptionFilters(request, call),
      filter,
      options,
    );
  }

  /**
   * Sends any operation of the service as it is, without checking the request: the way out for operations and members
   * that the service got later than this package.
   */
  async call(operation: string, request: object, options: CallOptions = {}): Promise<Record<string, unknown>> {
    const members = isOperationName(operation) ? operations[operation].response : {};
    const body = JSON.stringify(request);
    return this.#retries.run(operation, options.signal, async (signal) => {
      await this.#pacer?.turn(operation, signal);
      const answer = await this.#send(operation, body, signal);
      if (answer.status < 300) return decodeResponse(operation, members, answer);
      throw this.#setClock(answer, decodeError(operation, answer));
    });
  }

  protected override async invoke<Name extends OperationName>(
    operation: Name,
    request: RequestOf<Name>,
    options?: CallOptions,
  ): Promise<ResponseOf<Name>> {
    refuseInvalid(operation, request);
    if (operation === "PutDestinationPolicy") {
      const policy = request as RequestOf<"PutDestinationPolicy">;
      const { accessPolicy, destinationName } = policy;
      refuseBadPolicy(accessPolicy, { destinationName }, (finding) => this.#onAdvice?.(finding, policy));
    }
    return (await this.call(operation, request, options)) as ResponseOf<Name>;
  }

  #now(): Date {
    return new Date(Date.now() + this.#clockOffset);
  }

  /** A signature can be refused for this machine's clock alone; the answer tells the right time, so sign with that. */
  #setClock(answer: Answer, error: LogsError): LogsError {
    const date = Date.parse(answer.headers.get("date") ?? "");
    if (!skewed.test(error.code) || !(Math.abs(date - this.#now().getTime()) > tolerated)) return error;
    this.#clockOffset = date - Date.now();
    return Object.assign(error, { retryable: true });
  }

  async #send(operation: string, body: string, signal: AbortSignal): Promise<Answer> {
    const unsigned = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Logs_20140328.${operation}`,
    };
    const signed = await this.#signer.sign(
      { method: "POST", url: this.#url, headers: unsigned, body },
      { credentials: await this.#credentials(), region: this.region, service: "logs", date: this.#now() },
    );
    try {
      const headers = { ...unsigned, ...signed };
      const response = await this.#fetch(this.endpoint, { method: "POST", headers, body, signal, redirect: "error" });
      return { status: response.status, headers: response.headers, body: await response.text() };
    } catch (cause) {
      throw new LogsError("NetworkError", `${this.#url.origin} did not answer: ${reasonOf(cause)}`, {
        operation,
        cause,
        retryable: true,
      });
    }
  }
}

/** How the service refuses a signature that is too old or from the future. */
const skewed = /^(InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)/;
const tolerated = 240_000;

/** Throws what the service would refuse, and members that it would ignore. */
function refuseInvalid(operation: OperationName, request: object): void {
  const unknown = unknownMembers(operation, request).map(({ member, meant }) => ({
    member,
    constraint: "Member is unknown",
    message:
      meant === undefined
        ? `${operation} has no member ${member}: the service would ignore it. Its members are ${Object.keys(operations[operation].request).join(", ")}; call() sends others as they are`
        : `${operation} has no member ${member}: the service would ignore it. Write ${meant}`,
  }));
  const found = [...unknown, ...violations(operation, request)];
  if (found.length === 0) return;
  const message = found.map(({ message }) => message).join(". ");
  throw new LogsError("InvalidParameterException", message, { operation, violations: found });
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? `${error.message} (${cause.message})` : error.message;
}
