/** How the service is set up. */
export interface Settings {
  /** Only declared roles and streams exist. */
  readonly strict: boolean;
  /** The milliseconds that a change of a role takes to be seen. */
  readonly propagation: number;
  /** Requests are throttled as the service throttles them. */
  readonly quotas: boolean;
  /** Takes a line that says why something was refused or not delivered, where the answer cannot say it. */
  readonly note: (line: string) => void;
}
