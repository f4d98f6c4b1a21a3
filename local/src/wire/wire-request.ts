/** An HTTP request, from any server or runtime. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** The value of a header by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}
