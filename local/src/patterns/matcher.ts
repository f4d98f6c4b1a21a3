/** Does a log event's message match? */
export type Matcher = (message: string) => boolean;

/** The text is not a filter pattern, or one of a kind that is not modelled. */
export class PatternError extends Error {
  /** What the service answers. */
  readonly answer: string;

  constructor(message: string, answer = "Invalid filter pattern") {
    super(message);
    this.answer = answer;
  }
}

/**
 * Refuses what the service would take and is not modelled here.
 * @throws PatternError
 */
export function refuseUnmodelled(what: string): never {
  const message = `${what} are not modelled`;
  throw new PatternError(message, `Invalid filter pattern: ${message}`);
}

/** @throws PatternError */
export function refuseRegularExpression(): never {
  refuseUnmodelled("regular expressions (%…%)");
}
