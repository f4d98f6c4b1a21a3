import type { Location } from "../addresses/scopes.ts";
import type { FunctionInvocation } from "../lambda/invocation.ts";
import type { State } from "../state/state.ts";
import type { PageTokens } from "./page-tokens.ts";
import type { RoleSessions } from "./role-sessions.ts";
import type { Sequence } from "./sequence.ts";
import type { Settings } from "./settings.ts";

/** The sender of a request, and the Region that it is sent to. */
export interface Caller extends Location {
  /** The user's or the role session's ARN, as answers name it. */
  readonly arn: string;
  /** The unique id, which an access policy may name. */
  readonly principalId?: string | undefined;
  /** ARNs of the roles that the caller may pass, `*` and `?` as in IAM. */
  readonly passRole: readonly string[];
}

/** One call of an operation: the caller, the time, and all that the operation works on. */
export interface Call {
  readonly caller: Caller;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly settings: Settings;
  readonly state: State;
  readonly tokens: PageTokens;
  readonly sequence: Sequence;
  readonly sessions: RoleSessions;
  /** The invocations of Lambda functions that the call makes. Their code runs once the call has taken effect. */
  readonly invocations: FunctionInvocation[];
}
