/**
 * Counts how far a matcher has gone: a step for each character that is looked at. The texts of a pattern count as if each
 * were compared at each place. There are at most 8 for each pair of a character of the pattern and one of the message.
 */
export interface Steps {
  /** The steps until now. */
  count: number;
}
