/** What the client reads of an answer; a `Response` has it. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** What the client hands to `fetch`. */
export interface FetchInit {
  method: "POST";
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
  redirect: "manual" | "error";
}

/** The part of `fetch` that the client uses; the global one fits, and so does a proxy's or the local service's. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
