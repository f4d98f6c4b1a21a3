/** The part of an answer that the client reads; a `Response` has it. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** The options that the client passes to `fetch`. */
export interface FetchInit {
  method: "POST";
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
  redirect: "manual" | "error";
}

/** The part of `fetch` that the client uses; the global one fits, and so does a proxy's or the local service's. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
