/** The part of an answer that the client reads; a `Response` has it. */
export interface FetchResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The headers of the answer, by names in any case. */
  readonly headers: { get(name: string): string | null };
  /** The body as text. It is read once, by this or by `json`. */
  text(): Promise<string>;
  /** The body as the value of its JSON. */
  json(): Promise<unknown>;
}

/** The options that the client passes to `fetch`. */
export interface FetchInit {
  /** Every operation is sent so. */
  method: "POST";
  /** The headers, signed; names in small letters. */
  headers: Record<string, string>;
  /** The request as JSON. */
  body: string;
  /** Aborts when the call is given up, or its time is over. */
  signal: AbortSignal;
  /** A redirect is not to be followed: the signature is for one host. */
  redirect: "manual" | "error";
}

/** The part of `fetch` that the client uses; the global one fits, and so does a proxy's or the local service's. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
