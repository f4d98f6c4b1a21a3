/** Does a log event's message match? */
export type Matcher = (message: string) => boolean;

/** The text is not a filter pattern, or one of a kind that is not modelled. */
export class PatternError extends Error {
  /** The service would take it; it is not modelled here. */
  readonly unmodelled: boolean;

  constructor(message: string, unmodelled = false) {
    super(message);
    this.unmodelled = unmodelled;
  }
}

/** @throws PatternError */
export function refuseRegularExpression(): never {
  throw new PatternError("regular expressions (%…%) are not modelled", true);
}
