/** How the service answers a pattern that it does not take. */
interface Refusal {
  /** The service's text. By default `Invalid filter pattern`. [F103] */
  answer?: string;
  /** By default `true`. */
  refusedByService?: boolean;
}

/** A text is not a filter pattern, or one of which no documentation says what the service does with it. */
export class FilterPatternError extends Error {
  /** `FilterPatternError`. */
  override readonly name = "FilterPatternError";
  /** Where in the pattern the fault is: the number of UTF-16 code units before it. */
  readonly at: number;
  /** What the service answers, or what the local service answers in its place. */
  readonly answer: string;
  /** The service is known to refuse the pattern; where it is not, it may take it. */
  readonly refusedByService: boolean;

  /** Makes the error of a fault at a place of the pattern. */
  constructor(
    message: string,
    at: number,
    { answer = "Invalid filter pattern", refusedByService = true }: Refusal = {},
  ) {
    super(message);
    this.at = at;
    this.answer = answer;
    this.refusedByService = refusedByService;
  }
}

/** The error for what the documentation does not name, and nobody has seen the service take or refuse. */
export function notDocumented(part: string, at: number): FilterPatternError {
  const message = `${part}: no documentation says what the service does with it`;
  const answer = `Invalid filter pattern: ${message}`;
  return new FilterPatternError(`${message} [LD1502]`, at, { answer, refusedByService: false });
}
