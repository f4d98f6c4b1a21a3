/** The text is not a filter pattern, or is one that the local service cannot match. */
export class FilterPatternError extends Error {
  override readonly name = "FilterPatternError";
  /** What the service answers, or what the local service answers in its place. */
  readonly answer: string;
  /** The service is known to refuse the pattern; where it is not, it may take it. */
  readonly refusedByService: boolean;

  constructor(message: string, answer = "Invalid filter pattern", refusedByService = true) {
    super(message);
    this.answer = answer;
    this.refusedByService = refusedByService;
  }
}

/** The error for a kind of pattern that the service takes and that is not modelled here. */
export function notModelled(kind: string): FilterPatternError {
  const message = `${kind} are not modelled`;
  return new FilterPatternError(`${message} [LD1502]`, `Invalid filter pattern: ${message}`, false);
}
