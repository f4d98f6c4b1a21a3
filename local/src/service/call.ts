import type { State } from "../state/state.ts";
import type { Sequence } from "./sequence.ts";
import type { Tokens } from "./tokens.ts";

/** Who calls, and where. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The ARN by which answers speak of the caller. */
  readonly arn: string;
  /** The unique id, which an access policy may name. */
  readonly principalId?: string | undefined;
  /** ARNs of the roles that the caller may pass, `*` and `?` as in IAM. */
  readonly passRole: readonly string[];
}

/** How the service is set up. */
export interface World {
  /** Know only roles and streams that were declared. */
  readonly strict: boolean;
  /** The milliseconds that a change of a role takes to be seen. */
  readonly propagation: number;
  /** Throttle as the service does. */
  readonly quotas: boolean;
  /** Told why something was refused or not delivered, in a line, where the answer cannot say it. */
  readonly note: (line: string) => void;
}

/** What an operation works with. */
export interface Call {
  readonly caller: Caller;
  readonly world: World;
  readonly state: State;
  readonly tokens: Tokens;
  readonly sequence: Sequence;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The scope of what an account has in a Region. */
export function scopeOf({ account, region }: { account: string; region: string }): string {
  return `${account}/${region}`;
}
