import type { FunctionInvocation } from "../lambda/invocation.ts";

/** How the service is set up. */
export interface Settings {
  /** Only declared roles and streams exist. */
  readonly strict: boolean;
  /** Milliseconds until a change of a role takes effect. */
  readonly propagation: number;
  /** Requests are throttled as the service throttles them. */
  readonly quotas: boolean;
  /** Receives a line that says why something was refused or not delivered, where the answer cannot say it. */
  readonly note: (line: string) => void;
  /** Hands the invocation of a Lambda function to whoever stands in for its code. */
  readonly invoke: (invocation: FunctionInvocation) => void;
}
