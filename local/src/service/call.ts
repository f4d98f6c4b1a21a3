import type { State } from "../state/state.ts";
import type { Tokens } from "./tokens.ts";

/** Who calls, and where. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The ARN by which answers speak of the caller. */
  readonly arn: string;
}

/** What an operation works with. */
export interface Call {
  readonly caller: Caller;
  readonly state: State;
  readonly tokens: Tokens;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The scope of what an account has in a Region. */
export function scopeOf({ account, region }: { account: string; region: string }): string {
  return `${account}/${region}`;
}
