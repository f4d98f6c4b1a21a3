/** A version of something in IAM. */
interface Version {
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export interface Time {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds until a change in IAM takes effect. */
  readonly propagation: number;
}

/** The versions with a new one, without those that can no longer be in force. */
export function withVersion<Of extends Version>(before: readonly Of[], version: Of, time: Time): readonly Of[] {
  const inForce = before.findLastIndex(({ since }) => since + time.propagation <= time.now);
  const kept = time.propagation === 0 ? [] : before.slice(Math.max(0, inForce));
  return [...kept, version];
}

/** The version by which IAM answers now; `undefined` while all are too young. */
export function versionInForce<Of extends Version>(
  versions: readonly Of[],
  { now, propagation }: Time,
): Of | undefined {
  return versions.findLast(({ since }) => since + propagation <= now);
}
