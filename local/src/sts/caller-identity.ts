import type { Call } from "../service/call.ts";

/** The account, the ARN and the unique id of the caller; that of a session ends in its name. [F426] */
export function getCallerIdentity({ caller: { account, arn, principalId = account } }: Call): object {
  const [, session] = /:assumed-role\/[^/]+\/(.+)$/.exec(arn) ?? [];
  return { UserId: session === undefined ? principalId : `${principalId}:${session}`, Account: account, Arn: arn };
}
